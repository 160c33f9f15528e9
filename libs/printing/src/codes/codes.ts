import bwip from 'bwip-js';

/** A code as geometry: rows of modules, true where it is dark. A barcode has one row. */
export interface CodeModules {
  readonly kind: 'barcode' | 'qr';
  readonly rows: readonly (readonly boolean[])[];
}

/** Characters of Code 128, without the ones that control printers. */
const PRINTABLE = /^[\x20-\x7e]+$/;
/** Modules of a symbol beside 11 for each character: start, check, stop; and what must stay white on both sides. */
const FRAME = 11 + 11 + 13;
const QUIET = 20;

/** What a code is printed as: a barcode that is too long for its paper, or holds other letters, becomes a QR code. */
export function codeKind(kind: 'barcode' | 'qr', text: string, availableModules: number): 'barcode' | 'qr' {
  const fits = PRINTABLE.test(text) && 11 * text.length + FRAME + QUIET <= availableModules;
  return kind === 'barcode' && fits ? 'barcode' : 'qr';
}

/** Code 128, or a QR code with medium error correction. */
export function codeModules(kind: 'barcode' | 'qr', text: string): CodeModules {
  return kind === 'barcode' ? { kind, rows: [bars(text)] } : { kind, rows: matrix(text) };
}

/** Widths of bar, space, bar ... as modules. */
function bars(text: string): boolean[] {
  const [symbol] = bwip.raw('code128', text, {}) as unknown as readonly { readonly sbs: readonly number[] }[];
  return (symbol?.sbs ?? []).flatMap((width, index) => Array<boolean>(width).fill(index % 2 === 0));
}

function matrix(text: string): boolean[][] {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M') as unknown as readonly { readonly pixs: readonly number[]; readonly pixx: number }[];
  const { pixs = [], pixx = 1 } = symbol ?? {};
  return Array.from({ length: pixs.length / pixx }, (_, row) => pixs.slice(row * pixx, (row + 1) * pixx).map((dot) => dot === 1));
} // prettier-ignore
