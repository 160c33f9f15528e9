import { PACKAGE_FILE_END, signedManifest, type PackageManifest, type SignedManifest } from '@app/protocol';
import { mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../download/part-file';
import type { NamedFile } from '../download/segment-store';

/** Signed manifests of a folder, in the order of their names. */
export async function manifestNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(PACKAGE_FILE_END)).sort();
}

/** Undefined when the file is no signed manifest, whoever may have signed it. */
export async function readSigned(path: string): Promise<SignedManifest | undefined> {
  const text = await readFile(path, 'utf8');
  try {
    return signedManifest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Every file a package names: segments and their SQLite forms. */
const filesOf = ({ segments }: PackageManifest): NamedFile[] => segments.flatMap((one) => (one.sqlite ? [one, one.sqlite] : [one]));

/** What is wrong with the files of a package as they lie in the folder; each is what its manifest says when there is nothing. */
export async function fileFaults(folder: string, manifest: PackageManifest): Promise<string[]> {
  const faults: string[] = [];
  for (const file of filesOf(manifest)) {
    const fault = await faultOf(folder, file);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

async function faultOf(folder: string, { sha256, sizeBytes }: NamedFile): Promise<string | undefined> {
  const path = join(folder, sha256);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return `segment ${sha256} is missing`;
  if (found.size !== sizeBytes) return `segment ${sha256} has ${found.size} bytes instead of ${sizeBytes}`;
  return (await digestOf(path)) === sha256 ? undefined : `segment ${sha256} is damaged: its digest differs`;
}

/** The files under their names in another folder, so that nothing is ever written beside what may lie on a stick. */
export async function linkFiles(folder: string, manifest: PackageManifest, target: string): Promise<void> {
  await mkdir(target);
  const names = new Set(filesOf(manifest).map(({ sha256 }) => sha256));
  for (const name of names) await symlink(join(folder, name), join(target, name));
}
