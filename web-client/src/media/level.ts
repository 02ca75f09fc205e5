/** Measures how loud a track is, for a meter beside the picture. */
export class LevelMeter {
  private readonly context: AudioContext;
  private readonly source: MediaStreamAudioSourceNode;
  private readonly analyser: AnalyserNode;
  private readonly samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 1_024;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.source = this.context.createMediaStreamSource(new MediaStream([track]));
    this.source.connect(this.analyser);
    void this.context.resume();
  }

  /** Loudness now, 0 to 1 on a scale of decibels as an ear hears it. */
  read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    return loudness(this.samples);
  }

  close(): void {
    this.source.disconnect();
    void this.context.close();
  }
}

const SILENCE_DECIBELS = -60;

/** Root mean square in decibels below full scale, laid out from 0 (-60 dB) to 1 (0 dB). */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  const decibels = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, 1 - decibels / SILENCE_DECIBELS));
}

/** Plays a short two-tone signal on a loudspeaker, so that somebody can say whether it is heard. */
export async function playTestTone(speaker?: string): Promise<void> {
  const context = new AudioContext();
  try {
    if (speaker && 'setSinkId' in context) {
      await (context as AudioContext & { setSinkId(id: string): Promise<void> }).setSinkId(speaker);
    }
    await context.resume();
    const gain = context.createGain();
    gain.gain.value = 0.2;
    gain.connect(context.destination);
    const start = context.currentTime;
    [523.25, 659.25].forEach((frequency, place) => {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(start + place * 0.35);
      tone.stop(start + place * 0.35 + 0.3);
    });
    await new Promise((resolve) => setTimeout(resolve, 800));
  } finally {
    await context.close();
  }
}
