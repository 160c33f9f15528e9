import type { PackageManifest } from '@app/protocol';
import { join, resolve } from 'node:path';
import { openManifest, type Opening } from '../download/read-manifest';
import { fileFaults, manifestNames, readSigned } from './package-files';
import { applyOnTrial, type Trial } from './trial';

/** What a package of a folder is, and why a box would refuse it. */
export interface PackageReport extends Trial {
  /** Name of the file of its manifest. */
  readonly name: string;
  /** Undefined when headquarters did not sign it for this box: nothing in it is believed. */
  readonly manifest?: PackageManifest;
}

/** Puts every package of a folder through what a box does with a download: signature, files, and an apply that nobody reads. */
export async function verifyPackages(folder: string, opening: Opening): Promise<PackageReport[]> {
  const reports: PackageReport[] = [];
  for (const name of await manifestNames(folder)) reports.push({ name, ...(await verify(resolve(folder), name, opening)) });
  return reports;
}

async function verify(folder: string, name: string, opening: Opening): Promise<Omit<PackageReport, 'name'>> {
  const signed = await readSigned(join(folder, name));
  if (!signed) return refused('manifest: unreadable');
  const reading = openManifest(signed, opening);
  if (!reading.ok) return refused(reading.reason);
  const { manifest } = reading;
  const faults = await fileFaults(folder, manifest);
  return { manifest, ...(faults.length > 0 ? { faults, quarantined: [] } : await applyOnTrial(folder, manifest)) };
}

const refused = (reason: string): Trial => ({ faults: [reason], quarantined: [] });
