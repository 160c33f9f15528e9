import { findBox } from '@app/channel-db';
import { DomainError } from '@app/kernel';
import { BackupFolder, backupPathOf, isOnDiskOf, type KeptCopy } from './backup-folder';
import type { BackupParts } from './backup-parts';

/** The copies of this box where they are kept, and which of them it can open. */
export class KeptCopies {
  constructor(private readonly parts: Pick<BackupParts, 'store' | 'codes' | 'dataDir' | 'backupDir'>) {}

  get path(): string {
    return backupPathOf(this.parts);
  }

  isOnSameDisk(): boolean | null {
    return isOnDiskOf(this.parts.dataDir, this.path);
  }

  async folder(path = this.path): Promise<BackupFolder> {
    const box = await findBox(this.parts.store.reader);
    if (!box) throw new DomainError('box.not-enrolled', 'the box was not enrolled yet');
    return new BackupFolder(path, box.identity.channelDatabaseId);
  }

  /** Newest first; empty while the place for them is not there. */
  async list(): Promise<KeptCopy[]> {
    try {
      return (await this.folder()).list();
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  /** The newest that can be read when none is named. */
  async chosen({ folder, name }: { readonly folder?: string | undefined; readonly name?: string | undefined }): Promise<KeptCopy> {
    const copies = (await this.folder(folder)).list();
    const copy = copies.find((one) => (name === undefined ? one.about !== null : one.name === name));
    if (!copy) throw new DomainError('backup.unknown', 'there is no such copy', { field: '/name' });
    return copy;
  }

  canOpen({ codeId }: KeptCopy): boolean {
    return this.parts.codes.withId(codeId) !== undefined;
  }

  codeOf({ codeId }: KeptCopy): string {
    const code = this.parts.codes.withId(codeId);
    if (!code) throw new DomainError('backup.other-code', 'the copy was sealed with another recovery code', { codeId });
    return code;
  }
}
