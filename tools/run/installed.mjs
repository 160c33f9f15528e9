import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, ROOT } from './runtime.mjs';

const STAMP = join(ROOT, 'node_modules', '.installed');

/** Installs the packages when the lock file is another than the one installed last. Answers whether it did. */
export async function ensureInstalled({ say = console.log } = {}) {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return false;
  say(
    existsSync(join(ROOT, 'node_modules'))
      ? 'installing packages (the lock file changed)...'
      : 'installing packages (first time takes about a minute)...',
  );
  const { command, args } = npm();
  const { code, output } = await capture(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
  writeFileSync(STAMP, wanted);
  return true;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) hash.update(readFileSync(join(ROOT, file)));
  return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** The npm that started us where there is one: a machine may have several. */
function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script] };
  return process.platform === 'win32' ? { command: 'cmd', args: ['/c', 'npm'] } : { command: 'npm', args: [] };
}
