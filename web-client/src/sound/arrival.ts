/**
 * The sound of an arrival: two soft tones, made here so that nothing is loaded. Browsers let a page
 * sound only after somebody pressed something in it; signing in is that.
 */
const off = 'interconsulta.sound-off';
let context: AudioContext | undefined;

function wake() {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** Waits for the first press or key of the page; called once, when the page starts. */
export function prepareSound(): void {
  for (const event of ['pointerdown', 'keydown'] as const) {
    document.addEventListener(event, wake, { once: true, capture: true });
  }
}

/** The page's one way to sound; undefined until somebody has pressed something in it. */
export function audioContext(): AudioContext | undefined {
  return context;
}

/** Whether this computer is asked to be silent. */
export function isSilent(): boolean {
  return localStorage.getItem(off) !== null;
}

/** Turns the sound of this computer off or on. */
export function setSilent(silent: boolean): void {
  if (silent) localStorage.setItem(off, '1');
  else localStorage.removeItem(off);
}

function tone(audio: AudioContext, pitch: number, at: number, seconds: number) {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.2, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

/** Sounds once; says whether it could. The document counts it, so that tests can hear. */
export function soundArrival(): boolean {
  if (isSilent() || context?.state !== 'running') return false;
  const now = context.currentTime;
  tone(context, 660, now, 0.25);
  tone(context, 880, now + 0.18, 0.4);
  const heard = Number(document.documentElement.dataset.arrivalsHeard ?? 0);
  document.documentElement.dataset.arrivalsHeard = String(heard + 1);
  return true;
}
