export { drawHere } from './draw';
export type { Drawer, DrawnPaper } from './draw';
export { DrawingThread } from './drawing-thread';
export { CODE_PAGES } from './escpos/code-pages';
export type { CodePage } from './escpos/code-pages';
export { htmlOf } from './html/html';
export { textOf } from './text/text';
