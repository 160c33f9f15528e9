import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A file as the control file names it. */
export interface WrittenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Writes a file that shows under its name only when all of it is on disk. */
export class FileSink {
  private readonly hash = createHash('sha256');
  private sizeBytes = 0;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly mediaType: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  static async open(folder: string, { name, mediaType }: Pick<WrittenFile, 'name' | 'mediaType'>): Promise<FileSink> {
    const temporary = join(folder, `.${name.slice(-60)}.${randomBytes(6).toString('hex')}.part`);
    return new FileSink(folder, name, mediaType, temporary, await open(temporary, 'wx'));
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    this.hash.update(bytes);
    this.sizeBytes += bytes.length;
    await this.handle.writeFile(bytes);
  }

  async finish(): Promise<WrittenFile> {
    await this.handle.sync();
    await this.handle.close();
    await rename(this.temporary, join(this.folder, this.name));
    const { name, mediaType, sizeBytes } = this;
    return { name, mediaType, sizeBytes, sha256: this.hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }
}

/** The folder itself on disk, so that names last too. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
