import { createRequire } from 'node:module';

const load = createRequire(__filename);

/** A package that is loaded when it is first used: registers wait for a start, and a start needs neither the line nor metrics. */
export function lazily<Package>(name: string): () => Package {
  let loaded: Package | undefined;
  return () => (loaded ??= load(name) as Package);
}
