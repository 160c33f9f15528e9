import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage, createCanvas, type Canvas } from '@napi-rs/canvas';

/** Processors differ by a shade on the edge of a letter; a letter that moved is far more. */
const [SHADES, SHARE] = [48, 0.002];

/** Compares with a picture of the documentation that a person has looked at. To change one, remove it and run the test twice. */
export async function expectImage(name: string, actual: Canvas): Promise<void> {
  const file = join(__dirname, '../../../docs/images', name);
  if (!existsSync(file)) {
    writeFileSync(file, actual.toBuffer('image/png'));
    throw new Error(`${name} was missing and has been drawn: look at it, then run the test again`);
  }
  const image = await loadImage(file);
  expect([actual.width, actual.height]).toEqual([image.width, image.height]);
  const known = createCanvas(image.width, image.height);
  known.getContext('2d').drawImage(image, 0, 0);
  expect(differing(known, actual)).toBeLessThan(SHARE);
}

/** Share of pixels that are not the same. */
function differing(one: Canvas, other: Canvas): number {
  const [first, second] = [one, other].map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data);
  let count = 0;
  for (let index = 0; index < (first?.length ?? 0); index += 4)
    if (Math.abs((first?.[index] ?? 0) - (second?.[index] ?? 0)) > SHADES) count += 1;
  return (count * 4) / (first?.length ?? 1);
}
