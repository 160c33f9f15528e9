// Commands of ESC/POS as Epson documents them; every printer that says it speaks ESC/POS knows these.
const [ESC, FS, GS] = [0x1b, 0x1c, 0x1d];

/** Reset; bytes above 127 are letters of a code page, never Chinese pairs; the code page. */
export const begin = (page: number): number[] => [ESC, 0x40, FS, 0x2e, ESC, 0x74, page];
export const FEED = [0x0a];
export const FEED_AND_CUT = [ESC, 0x64, 4, GS, 0x56, 66, 0];
/** 50 ms on, 500 ms off, pin 2. */
export const KICK_DRAWER = [ESC, 0x70, 0, 25, 250];

export const bold = (isOn: boolean): number[] => [ESC, 0x45, isOn ? 1 : 0];
export const size = (isWide: boolean, isTall: boolean): number[] => [GS, 0x21, (isWide ? 0x10 : 0) | (isTall ? 0x01 : 0)];
export const center = (isOn: boolean): number[] => [ESC, 0x61, isOn ? 1 : 0];

/** A picture of one bit per dot, rows of whole bytes, the first dot in the highest bit. */
export function raster(widthBytes: number, height: number, dots: Uint8Array): Uint8Array {
  return bytesOf([GS, 0x76, 0x30, 0, ...word(widthBytes), ...word(height)], dots);
}

/** Code 128, code set B, with its text below. */
export function barcode(text: string): Uint8Array {
  const content = Buffer.from(`{B${text.replaceAll('{', '{{')}`, 'latin1');
  return bytesOf([GS, 0x68, 80, GS, 0x77, BARCODE_MODULE_DOTS, GS, 0x48, 2, GS, 0x6b, 73, content.length], content);
}

export const BARCODE_MODULE_DOTS = 2;

/** Model 2, modules of six dots, medium error correction. */
export function qr(text: string): Uint8Array {
  const content = Buffer.from(text, 'utf8');
  return bytesOf(
    qrFunction(65, [50, 0]), qrFunction(67, [6]), qrFunction(69, [49]),
    [GS, 0x28, 0x6b, ...word(content.length + 3), 49, 80, 48], content,
    qrFunction(81, [48]),
  ); // prettier-ignore
}

const qrFunction = (number: number, parameters: readonly number[]): number[] => [
  GS, 0x28, 0x6b, ...word(parameters.length + 2), 49, number, ...parameters,
]; // prettier-ignore

const word = (value: number): [number, number] => [value & 0xff, value >> 8];

export function bytesOf(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => Uint8Array.from(part)));
}
