import { describe, expect, it } from 'vitest';
import { Layers, type ScalableEncoding, shapePicture } from './layers';

const FACE = { type: 'media.demand', source: 'face' } as const;

function active(layers: Layers): boolean[] {
  return layers.of('face', 360).map((layer) => layer.active);
}

function scale(layers: Layers, lines: number): number | undefined {
  return layers.of('face', lines)[2]?.scaleResolutionDownBy;
}

describe('the layers of a picture', () => {
  it('are all sent until somebody says what is of use', () => {
    const layers = new Layers();
    layers.line(200_000);
    expect(layers.of('face', 720)).toEqual([
      { active: true, scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { active: true, scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { active: true, scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
    ]);
  });

  it('are only those of use', () => {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 0, highest: 1, bitsPerSecond: 0 });
    expect(active(layers)).toEqual([true, true, false]);
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 0 });
    expect(active(layers)).toEqual([false, false, true]);
  });

  it('are all sent of another source of the same name', () => {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 60_000 });
    layers.forget('face');
    expect(layers.of('face', 720)).toEqual(new Layers().of('face', 720));
  });

  it('take no more bits than can be used', () => {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 200_000 });
    expect(layers.of('face', 360)[2]?.maxBitrate).toBe(200_000);
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 0 });
    expect(layers.of('face', 360)[2]?.maxBitrate).toBe(1_800_000);
  });
});

describe('the size of a layer sent by itself', () => {
  function alone(bitsPerSecond: number): Layers {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond });
    return layers;
  }

  it('suits the bits that others can use', () => {
    expect(scale(alone(0), 720)).toBe(1);
    expect(scale(alone(200_000), 360)).toBe(1);
    expect(scale(alone(200_000), 720)).toBe(2);
    expect(scale(alone(20_000), 720)).toBe(4);
  });

  it('suits what the line up carries', () => {
    const layers = alone(0);
    layers.line(120_000);
    expect(scale(layers, 360)).toBeCloseTo(4 / 3);
    layers.line(3_000_000);
    expect(scale(layers, 360)).toBe(1);
  });

  it('does not go back and forth with every breath of the line', () => {
    const layers = alone(0);
    layers.line(140_000);
    expect(scale(layers, 360)).toBeCloseTo(4 / 3);
    layers.line(160_000);
    expect(scale(layers, 360)).toBeCloseTo(4 / 3);
    layers.line(200_000);
    expect(scale(layers, 360)).toBe(1);
    layers.line(160_000);
    expect(scale(layers, 360)).toBe(1);
  });
});

describe('what a sender is told', () => {
  const sender = (encodings: number): RTCRtpSendParameters =>
    ({
      encodings: Array.from({ length: encodings }, () => ({ active: true })),
    }) as unknown as RTCRtpSendParameters;

  it('is the size of a layer by itself, which it keeps', () => {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 200_000 });
    const parameters = sender(3);
    shapePicture(parameters, layers.of('face', 720));
    expect(parameters.encodings.map(({ active }) => active)).toEqual([false, false, true]);
    expect(parameters.encodings[2]).toMatchObject({
      maxBitrate: 200_000,
      scaleResolutionDownBy: 2,
    });
    expect(parameters.degradationPreference).toBe('maintain-resolution');
    shapePicture(parameters, new Layers().of('face', 720));
    expect(parameters.encodings.map(({ active }) => active)).toEqual([true, true, true]);
    expect(parameters).not.toHaveProperty('degradationPreference');
  });

  it('is to make every frame needed where one alone looks on, so that a lost one is waited for', () => {
    const modes = (layers: Layers): (string | undefined)[] => {
      const parameters = sender(3);
      shapePicture(parameters, layers.of('face', 720));
      return parameters.encodings.map((each: ScalableEncoding) => each.scalabilityMode);
    };
    const alone = new Layers();
    alone.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 0 });
    expect(modes(alone)).toEqual(['L1T1', 'L1T1', 'L1T1']);
    expect(modes(new Layers())).toEqual(['L1T3', 'L1T3', 'L1T3']);
  });

  it('is only how many bits where there are no layers', () => {
    const parameters = sender(1);
    shapePicture(parameters, new Layers().of('face', 720));
    expect(parameters.encodings).toEqual([
      { active: true, maxBitrate: 1_800_000, priority: 'low' },
    ]);
  });

  it('is something, whichever layers a browser has left', () => {
    const layers = new Layers();
    layers.demand({ ...FACE, lowest: 2, highest: 2, bitsPerSecond: 0 });
    for (const encodings of [1, 2, 3]) {
      const parameters = sender(encodings);
      parameters.encodings.forEach((encoding) => (encoding.active = false));
      shapePicture(parameters, layers.of('face', 720));
      const last = encodings - 1;
      expect(parameters.encodings.map(({ active }) => active)).toEqual(
        parameters.encodings.map((_, index) => index === last),
      );
    }
  });
});
