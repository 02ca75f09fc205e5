import { audioContext } from './arrival';

/**
 * The alarm of an emergency: two tones that repeat until somebody answers. It is one looped buffer,
 * so that it goes on in a window that is not looked at, whose timers the browser slows down. It
 * sounds also where the soft sound of arrivals is turned off.
 */

const SECONDS = 2;
let source: AudioBufferSourceNode | undefined;
let wanted = false;

function wave(audio: AudioContext): AudioBuffer {
  const { sampleRate } = audio;
  const buffer = audio.createBuffer(1, sampleRate * SECONDS, sampleRate);
  const samples = buffer.getChannelData(0);
  const tones = [
    { from: 0, pitch: 880 },
    { from: 0.28, pitch: 660 },
    { from: 0.56, pitch: 880 },
  ];
  for (const { from, pitch } of tones) {
    const first = Math.floor(from * sampleRate);
    const length = Math.floor(0.24 * sampleRate);
    for (let place = 0; place < length; place++) {
      const edge = Math.min(1, place / 400, (length - place) / 400);
      samples[first + place] = 0.5 * edge * Math.sin((2 * Math.PI * pitch * place) / sampleRate);
    }
  }
  return buffer;
}

/** The document says whether it sounds, so that tests can hear. */
function mark(state: 'on' | 'off' | 'held'): void {
  document.documentElement.dataset.alarm = state;
}

function begin(audio: AudioContext): void {
  if (!wanted || source !== undefined) return;
  source = audio.createBufferSource();
  source.buffer = wave(audio);
  source.loop = true;
  source.connect(audio.destination);
  source.start();
  mark('on');
}

/** Sounds until `silence`. Where the browser holds sound back, it begins with the first press. */
export function sound(): void {
  if (wanted) return;
  wanted = true;
  const audio = audioContext();
  if (audio === undefined || audio.state !== 'running') {
    mark('held');
    const again = (): void => {
      const woken = audioContext();
      if (woken !== undefined) void woken.resume().then(() => begin(woken));
    };
    for (const event of ['pointerdown', 'keydown'] as const) {
      document.addEventListener(event, again, { once: true, capture: true });
    }
    if (audio !== undefined) {
      audio.resume().then(
        () => begin(audio),
        () => undefined,
      );
    }
    return;
  }
  begin(audio);
}

/** Falls silent in this window. */
export function silence(): void {
  wanted = false;
  source?.stop();
  source?.disconnect();
  source = undefined;
  mark('off');
}
