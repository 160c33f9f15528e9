import { createCanvas, DOMMatrix, ImageData, Path2D, type Canvas } from '@napi-rs/canvas';

export interface ReadPage {
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** Everything written on it, in the order of the file. */
  readonly text: string;
}

/** Opens a PDF as a browser does. */
async function open(bytes: Uint8Array) {
  Object.assign(globalThis, { DOMMatrix, ImageData, Path2D });
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  return { document: await task.promise, close: () => task.destroy() };
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPage[]> {
  const { document, close } = await open(bytes);
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    pages.push({ width, height, text: items.map((item) => ('str' in item ? item.str : '')).join('') });
  }
  await close();
  return pages;
}

/** The first page as a viewer shows it. */
export async function pdfImage(bytes: Uint8Array, scale: number): Promise<Canvas> {
  const { document, close } = await open(bytes);
  const page = await document.getPage(1);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // Its types name the browser's canvas; the package's own does the same.
  const target = { canvas, canvasContext: canvas.getContext('2d'), viewport } as unknown as Parameters<typeof page.render>[0];
  await page.render(target).promise;
  await close();
  return canvas;
}
