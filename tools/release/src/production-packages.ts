import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** The runtime that npm brings for development. A release brings an official one. */
const DEVELOPMENT_RUNTIME = /^node_modules\/node-(?:bin-)?(?:linux|darwin|win)-/;

/** Folders of the packages that run in production, as the lock file says; those of other platforms are not installed. */
export function productionPackages(root: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  const wanted = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && !DEVELOPMENT_RUNTIME.test(path),
  );
  const present = wanted.map(([path]) => path).filter((path) => existsSync(join(root, path)));
  // What lies inside another package comes with it.
  return present.filter((path) => !present.some((other) => path.startsWith(`${other}/`))).sort();
}
