import type { Demand } from './messages';

/** How a picture is sent in one of its layers. */
export interface Layer {
  readonly active: boolean;
  readonly scaleResolutionDownBy: number;
  readonly maxBitrate: number;
}

/** The smallest first. */
const LAYERS: readonly Omit<Layer, 'active'>[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
];

/** Sizes that a layer sent by itself may have, as shares of the camera's lines. */
const SIZES = [1, 4 / 3, 2, 4];
/** Bits a second that a picture needs for the square of its lines: 150,000 at 360. */
const BITS_PER_SQUARE = 1.16;
/** A size is taken back only when there is clearly more than it needs. */
const CLEARLY = 1.25;

/**
 * Which of a picture's layers are sent, and how large, by what others have a use for and what the
 * line up carries. Left alone a browser makes a picture small at once when bits are few, and takes
 * half a minute to make it large again; so the size is said here.
 */
export class Layers {
  private readonly demands = new Map<string, Demand>();
  private readonly sizes = new Map<string, number>();
  private carries = Number.POSITIVE_INFINITY;

  /** Takes what the bridge says of a source. */
  demand(demand: Demand): void {
    this.demands.set(demand.source, demand);
  }

  /** A source has ended; another of its name begins with every layer. */
  forget(source: string): void {
    this.demands.delete(source);
    this.sizes.delete(source);
  }

  /** Takes what the browser believes its line up to carry, each second. */
  line(bitsPerSecond: number): void {
    this.carries = bitsPerSecond;
  }

  /**
   * A source's layers, the smallest first.
   *
   * @param lines height of the camera's picture
   */
  of(source: string, lines: number): readonly Layer[] {
    const demand = this.demands.get(source);
    const { lowest, highest, bitsPerSecond } = demand ?? {
      lowest: 0,
      highest: LAYERS.length - 1,
      bitsPerSecond: 0,
    };
    const alone = lowest === highest;
    return LAYERS.map((layer, index) => {
      const active = index >= lowest && index <= highest;
      const most = bitsPerSecond === 0 ? layer.maxBitrate : bitsPerSecond;
      const maxBitrate = Math.min(layer.maxBitrate, most);
      const scaleResolutionDownBy =
        active && alone
          ? layer.scaleResolutionDownBy *
            this.size(source, lines / layer.scaleResolutionDownBy, maxBitrate)
          : layer.scaleResolutionDownBy;
      return { active, maxBitrate, scaleResolutionDownBy };
    });
  }

  /** By how much a layer that has the line for itself is made smaller. */
  private size(source: string, lines: number, maxBitrate: number): number {
    const bits = Math.min(maxBitrate, this.carries);
    const before = this.sizes.get(source) ?? SIZES.length;
    const fits = (size: number, index: number): boolean => {
      const needed = BITS_PER_SQUARE * (lines / size) ** 2;
      return bits >= (index < before ? needed * CLEARLY : needed);
    };
    const found = SIZES.findIndex(fits);
    const index = found < 0 ? SIZES.length - 1 : found;
    this.sizes.set(source, index);
    return SIZES[index] ?? 1;
  }
}

/** webrtc-svc §5.1; TypeScript's types do not know it yet. */
export interface ScalableEncoding extends RTCRtpEncodingParameters {
  scalabilityMode?: string;
}

/** Lines of a camera's picture, as far as the browser says. */
export function linesOf(track: MediaStreamTrack | null): number {
  return track?.getSettings().height ?? 720;
}

/**
 * Writes the layers into what a sender is to do; one that sends a single layer sends the largest.
 * Where a browser has not got the layers that are of use, the largest it has goes on.
 */
export function shapePicture(parameters: RTCRtpSendParameters, layers: readonly Layer[]): void {
  const { encodings } = parameters;
  const some = encodings.some((_, index) => layers[index]?.active);
  const ownSize = encodings.length > 1 && layers.filter(({ active }) => active).length === 1;
  encodings.forEach((encoding, index) => {
    const layer = layers[encodings.length === 1 ? layers.length - 1 : index];
    encoding.priority = 'low';
    if (!layer) return;
    encoding.maxBitrate = layer.maxBitrate;
    if (encodings.length === 1) {
      encoding.active = true;
      return;
    }
    encoding.active = some ? layer.active : index === encodings.length - 1;
    encoding.scaleResolutionDownBy = layer.scaleResolutionDownBy;
    // A frame that no other needs is one that a viewer's browser does not wait for when some of it
    // was lost; where layers are for several, their lines are told apart by leaving frames out.
    (encoding as ScalableEncoding).scalabilityMode = ownSize ? 'L1T1' : 'L1T3';
  });
  // The size is said already: what does not fit costs frames for a moment, not lines for long.
  if (ownSize) parameters.degradationPreference = 'maintain-resolution';
  else delete parameters.degradationPreference;
}
