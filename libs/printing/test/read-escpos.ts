import iconv from 'iconv-lite';
import { CODE_PAGES, type CodePage } from '../src/escpos/code-pages';

/** What a printer would do, one step after another. */
export type PrinterStep =
  | { readonly kind: 'text'; readonly text: string; readonly isBold: boolean; readonly isWide: boolean; readonly isTall: boolean }
  | { readonly kind: 'raster'; readonly widthBytes: number; readonly height: number; readonly bits: Uint8Array }
  | { readonly kind: 'barcode' | 'qr'; readonly text: string }
  | { readonly kind: 'end-of-line' | 'cut' | 'drawer' };

/** A printer of its own making: written from the manual's side of the commands, it refuses every byte it does not expect. */
export function readEscPos(bytes: Uint8Array): PrinterStep[] {
  return new EscPosReader(bytes).read();
}

class EscPosReader {
  private at = 0;
  private page: CodePage = 'cp437';
  private style = { isBold: false, isWide: false, isTall: false };
  private qrText = '';
  private readonly steps: PrinterStep[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  read(): PrinterStep[] {
    while (this.at < this.bytes.length) this.step();
    return this.steps;
  }

  private step(): void {
    const start = this.at;
    while (this.at < this.bytes.length && (this.bytes[this.at] ?? 0) >= 0x20) this.at += 1;
    if (this.at > start) {
      const text = iconv.decode(Buffer.from(this.bytes.subarray(start, this.at)), this.page);
      this.steps.push({ kind: 'text', text, ...this.style });
      return;
    }
    const byte = this.byte();
    if (byte === 0x0a) this.steps.push({ kind: 'end-of-line' });
    else if (byte === 0x1b) this.escape(this.byte());
    else if (byte === 0x1d) this.group(this.byte());
    else if (byte === 0x1c) this.expect(0x2e);
    else throw new Error(`an unexpected byte 0x${byte.toString(16)} at ${this.at - 1}`);
  }

  private escape(command: number): void {
    const letter = String.fromCharCode(command);
    if (letter === '@') this.style = { isBold: false, isWide: false, isTall: false };
    else if (letter === 't') this.page = pageNumbered(this.byte());
    else if (letter === 'E') this.style = { ...this.style, isBold: this.byte() === 1 };
    else if (letter === 'a' || letter === 'd') this.byte();
    else if (letter === 'p') {
      this.take(3);
      this.steps.push({ kind: 'drawer' });
    } else throw new Error(`ESC ${letter}?`);
  }

  private group(command: number): void {
    const letter = String.fromCharCode(command);
    if (letter === '!') {
      const size = this.byte();
      this.style = { ...this.style, isWide: (size & 0x10) > 0, isTall: (size & 0x01) > 0 };
    } else if (letter === 'h' || letter === 'w' || letter === 'H') this.byte();
    else if (letter === 'V') {
      this.take(2);
      this.steps.push({ kind: 'cut' });
    } else if (letter === 'v') this.raster();
    else if (letter === 'k') {
      this.expect(73);
      const content = Buffer.from(this.take(this.byte())).toString('latin1');
      this.steps.push({ kind: 'barcode', text: content.replace(/^\{B/, '').replaceAll('{{', '{') });
    } else if (letter === '(') this.code();
    else throw new Error(`GS ${letter}?`);
  }

  private raster(): void {
    this.expect(0x30);
    this.byte();
    const [widthBytes, height] = [this.word(), this.word()];
    this.steps.push({ kind: 'raster', widthBytes, height, bits: this.take(widthBytes * height) });
  }

  private code(): void {
    this.expect(0x6b);
    const [, number, ...content] = this.take(this.word());
    if (number === 80) this.qrText = Buffer.from(content.slice(1)).toString('utf8');
    if (number === 81) this.steps.push({ kind: 'qr', text: this.qrText });
  }

  private byte(): number {
    return this.take(1)[0] ?? 0;
  }

  private word(): number {
    const [low = 0, high = 0] = this.take(2);
    return low + high * 256;
  }

  private expect(wanted: number): void {
    const byte = this.byte();
    if (byte !== wanted) throw new Error(`0x${byte.toString(16)} where 0x${wanted.toString(16)} belongs`);
  }

  private take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + count);
    if (taken.length !== count) throw new Error('the bytes end within a command');
    this.at += count;
    return taken;
  }
}

function pageNumbered(number: number): CodePage {
  const found = Object.entries(CODE_PAGES).find(([, known]) => known === number);
  if (!found) throw new Error(`no code page ${number}`);
  return found[0] as CodePage;
}
