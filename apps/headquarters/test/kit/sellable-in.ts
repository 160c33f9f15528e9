import { execFileSync } from 'node:child_process';

const ACCOUNT = require.resolve('./count-sellable.mjs');

/** Sellable rows per branch, counted by a program that shares no code with the import. */
export function sellableIn(file: string): Record<string, { readonly count: number; readonly digest: string }> {
  return JSON.parse(execFileSync(process.execPath, [ACCOUNT, file], { encoding: 'utf8' })) as ReturnType<typeof sellableIn>;
}
