import { execFileSync } from 'node:child_process';

const ACCOUNT = require.resolve('./count-sellable.mjs');

/** Sellable rows per branch, counted by a program that shares no code with the import. */
export function sellableIn(file: string): Record<string, { readonly count: number; readonly digest: string }> {
  return JSON.parse(execFileSync(process.execPath, [ACCOUNT, file], { encoding: 'utf8' })) as ReturnType<typeof sellableIn>;
}

/** Price in ten-thousandths, whether weighed, name, and the cell that says whether it may be discounted. */
type SellableRow = readonly [price: number, weighed: number, name: string, discount: string];

/** The rows themselves, by branch and code, read by the same program. */
export function sellableRowsIn(file: string): Record<string, Readonly<Record<string, SellableRow>>> {
  const options = { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  return JSON.parse(execFileSync(process.execPath, [ACCOUNT, file, 'rows'], options)) as ReturnType<typeof sellableRowsIn>;
}
