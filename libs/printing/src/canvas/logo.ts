import { createCanvas, loadImage, type Image } from '@napi-rs/canvas';
import { dotsOf, type Dots } from './dots';

/** Highest logo, in dots: two centimetres of paper. */
const MAXIMUM_HEIGHT = 160;

/** The picture of a logo; undefined when it cannot be read: a receipt is printed without it. */
export async function readLogo(base64: string): Promise<Image | undefined> {
  try {
    const image = await loadImage(Buffer.from(base64, 'base64'));
    return image.width > 0 && image.height > 0 ? image : undefined;
  } catch {
    return undefined;
  }
}

/** As many times smaller as it must be to fit. */
export function logoScale({ width, height }: Image, room: { readonly width: number; readonly height: number }): number {
  return Math.min(1, room.width / width, room.height / height);
}

export async function logoDots(base64: string, width: number): Promise<Dots | undefined> {
  const image = await readLogo(base64);
  if (!image) return undefined;
  const scale = logoScale(image, { width, height: MAXIMUM_HEIGHT });
  const [shownWidth, shownHeight] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
  const context = createCanvas(shownWidth, shownHeight).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, shownWidth, shownHeight);
  context.drawImage(image, 0, 0, shownWidth, shownHeight);
  return dotsOf(context, shownWidth, shownHeight);
}
