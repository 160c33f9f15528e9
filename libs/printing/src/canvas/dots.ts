import type { SKRSContext2D } from '@napi-rs/canvas';

/** A picture of one bit per dot, rows of whole bytes. */
export interface Dots {
  readonly widthBytes: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** Darker than this (of 255) is printed. */
const DARK = 160;

/** What was drawn on white, as black and white dots. */
export function dotsOf(context: SKRSContext2D, width: number, height: number): Dots {
  const { data } = context.getImageData(0, 0, width, height);
  const widthBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(widthBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const grey = ((data[at] ?? 255) * 3 + (data[at + 1] ?? 255) * 6 + (data[at + 2] ?? 255)) / 10;
      const index = y * widthBytes + (x >> 3);
      if (grey < DARK) bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthBytes, height, bits };
}
