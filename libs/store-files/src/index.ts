export { backUpFile } from './back-up-file';
export type { BackupOptions } from './back-up-file';
export { checkFile } from './check-file';
export type { CheckDepth, FileCheck } from './check-file';
export { checkInThread } from './check-thread';
export type { FileChecker } from './check-thread';
