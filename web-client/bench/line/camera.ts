import { closeSync, openSync, writeSync } from 'node:fs';

const WIDTH = 640;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 15;
const SECONDS = 8;

/** The same numbers each time (Mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Some thousand values of a sensor's noise, to be read from anywhere. */
function noise(random: () => number, strength: number): Int8Array {
  return Int8Array.from({ length: 65_536 }, () =>
    Math.round((random() + random() + random() - 1.5) * strength),
  );
}

/**
 * Writes what a camera in a consulting room sees: somebody who moves before shelves, with the noise
 * of a small sensor. A browser's own test picture is so simple that a line of 300 kbit/s is none too
 * narrow for it; this one takes whatever it is given, as people do.
 */
export function writeCamera(file: string): void {
  const random = seeded(20_260);
  const grain = noise(random, 7);
  const out = openSync(file, 'w');
  writeSync(out, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const room = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const shelf = y % 60 < 6 ? 50 : 0;
      const books = 25 * Math.sin(Math.floor(x / 11) * 12.9898 + Math.floor(y / 60) * 78.233);
      room[y * WIDTH + x] = 120 + shelf + books + 6 * Math.sin(x * 1.7) * Math.sin(y * 1.3);
    }
  }
  const luma = new Uint8Array(WIDTH * HEIGHT);
  const chroma = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  const frames = FRAMES_PER_SECOND * SECONDS;
  for (let frame = 0; frame < frames; frame += 1) {
    const turn = (2 * Math.PI * frame) / frames;
    const [headX, headY] = [320 + 60 * Math.sin(2 * turn), 170 + 14 * Math.sin(5 * turn)];
    const from = Math.floor(random() * 65_536);
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        const at = y * WIDTH + x;
        const [dx, dy] = [x - headX, y - headY];
        const isPerson =
          (dx / 75) ** 2 + (dy / 100) ** 2 < 1 || (dy > 90 && Math.abs(dx) < 110 + dy / 2);
        const seen = isPerson
          ? 150 + 30 * Math.sin(dx / 9 + 3 * Math.sin(3 * turn)) * Math.cos(dy / 7)
          : (room[at] ?? 0);
        luma[at] = seen + (grain[(at * 7 + from) & 65_535] ?? 0);
      }
    }
    for (let y = 0; y < HEIGHT / 2; y += 1) {
      const inside = Math.abs(2 * y - headY) < 90;
      for (let x = 0; x < WIDTH / 2; x += 1) {
        const skin = inside && Math.abs(2 * x - headX) < 60;
        chroma[y * (WIDTH / 2) + x] = skin ? 108 : 132;
        chroma[(WIDTH * HEIGHT) / 4 + y * (WIDTH / 2) + x] = skin ? 150 : 122;
      }
    }
    writeSync(out, 'FRAME\n');
    writeSync(out, luma);
    writeSync(out, chroma);
  }
  closeSync(out);
}
