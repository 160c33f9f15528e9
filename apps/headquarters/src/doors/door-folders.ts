import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['mappings', 'inbox', 'working', 'held', 'done', 'refused', 'outbox'] as const;

/** The folders that ERPs and headquarters hand each other files in. They lie on one disk, so that a file moves in one step. */
export type DoorFolders = Readonly<Record<(typeof NAMES)[number], string>>;

export function openDoorFolders(root: string): DoorFolders {
  const folders = Object.fromEntries(NAMES.map((name) => [name, join(root, name)])) as DoorFolders;
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}
