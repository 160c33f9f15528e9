import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeys, readKeys } from '../../../tools/release/src/keys';
import { Repository } from '../../../tools/release/src/repository';
import { prepend, replaceIn, type Plant, type UpdatingBox } from './an-updating-box';

/** A release, or the way it comes, spoilt in one way; and what a box has to say of it. */
export interface BadRelease {
  readonly name: string;
  readonly plants?: readonly Plant[];
  /** Spoils what is published instead of what is in it. May answer how to put that right again. */
  readonly spoil?: (box: UpdatingBox, version: string) => void | Promise<() => void>;
  readonly code: string;
  readonly state: 'refused' | 'undone';
}

const UNIT = 'dist/apps/scale-unit/src/main.js';
const MIGRATIONS = 'dist/libs/channel-db/src/migrations/store-migrations.js';
/** Not in a rehearsal, whose terminal is nowhere: these faults wait for the real store. */
const inTheStore = (code: string): Plant => prepend(UNIT, `if (!String(process.env.UNIT_TERMINAL_URL).endsWith(':9')) { ${code} }\n`);
const DAY_MS = 86_400_000;

const notARuntime: Plant = (release) => {
  mkdirSync(join(release, 'runtime', 'bin'), { recursive: true });
  writeFileSync(join(release, 'runtime', 'bin', 'node'), Buffer.from('7f454c46020101000000000000000000', 'hex'), { mode: 0o755 });
};

/** Every tax that is more than nothing is a cent more. */
export const A_CENT_MORE = replaceIn(
  'dist/libs/commerce/src/tax/line-tax.js',
  'const tax = (0, _kernel.add)(...parts);',
  'if (parts[0] > 0) parts[0] += 1; $&',
);

export const BAD_RELEASES: readonly BadRelease[] = [
  { name: 'crashes at its start', plants: [prepend(UNIT, 'process.exit(3);\n')], state: 'refused', code: 'rehearsal.failed' },
  { name: 'crashes after 30 seconds', plants: [inTheStore('setTimeout(() => process.exit(3), 30_000);')], state: 'undone', code: 'probe.failed' },
  { name: 'hangs', plants: [inTheStore('setTimeout(() => { for (;;); }, 15_000);')], state: 'undone', code: 'probe.failed' },
  { name: 'answers 500', plants: [replaceIn('dist/apps/scale-unit/src/probes/probes.controller.js', "status: 'ok'", 'status: Symbol.for(1).gone.gone')], state: 'undone', code: 'switch.failed' },
  { name: 'has a blank console', plants: [replaceIn('dist/apps/console/web/index.html', /<script[^>]*><\/script>/, '')], state: 'undone', code: 'probe.failed' },
  { name: 'brings a bad change of the schema', plants: [replaceIn(MIGRATIONS, /(_00\d\d\w+\.store00\d\d)\n(\s+\])/, "$1,{ name: '0999-bad', statements: ['CREATE TABLE half ('] }\n$2")], state: 'refused', code: 'rehearsal.failed' },
  { name: 'is for another processor', plants: [notARuntime], state: 'refused', code: 'rehearsal.failed' },
  { name: 'leaks 50 MiB a second', plants: [inTheStore('const all = []; setInterval(() => all.push(Buffer.alloc(52_428_800, 1)), 1_000);')], state: 'undone', code: 'probe.failed' },
  { name: 'refuses TLS', plants: [replaceIn('dist/apps/scale-unit/src/create-unit.js', 'tls: certificate', 'tls: undefined')], state: 'refused', code: 'rehearsal.failed' },
  { name: 'has a tax that is wrong by a cent', plants: [A_CENT_MORE], state: 'refused', code: 'rehearsal.differs' },
  { name: 'scans five times slower', plants: [replaceIn('dist/apps/scale-unit/src/scans/scans.controller.js', /(\n {4}resolve\(caller, \{ text \}\) \{)/, '$1 for (const end = Date.now() + 30; Date.now() < end;);')], state: 'refused', code: 'rehearsal.differs' },
  { name: 'sends nothing to headquarters', plants: [replaceIn('dist/libs/async-client/src/upload/upload.service.js', /async runOnce\(signal\) \{/, "$& return { kind: 'drained', count: 0 };")], state: 'undone', code: 'probe.failed' },
  { name: 'is signed by nobody we know', spoil: signedByOthers, state: 'refused', code: 'release.not-genuine' },
  { name: 'comes with expired metadata', spoil: expired, state: 'refused', code: 'metadata.expired' },
  { name: 'is an older version replayed', spoil: replayed, state: 'refused', code: 'release.not-genuine' },
  { name: 'is truncated', spoil: truncated, state: 'refused', code: 'release.damaged' },
]; // prettier-ignore

function signedByOthers(box: UpdatingBox): void {
  const evil = join(box.folder, 'evil-keys');
  rmSync(evil, { recursive: true, force: true });
  makeKeys(evil, ['targets']);
  box.repository.writeTargets({}, readKeys(evil, 'targets'));
  tellOf(box, box.repository);
}

function expired(box: UpdatingBox): void {
  tellOf(box, new Repository(box.repository.folder, () => Date.now() - 60 * DAY_MS));
}

/** The box has seen the newest state, and is shown the first one again. */
async function replayed(box: UpdatingBox): Promise<() => void> {
  await box.install('9.9.9');
  const newest = readFileSync(box.repository.path('timestamp', 0));
  writeFileSync(box.repository.path('timestamp', 0), box.firstTimestamp);
  return () => writeFileSync(box.repository.path('timestamp', 0), newest);
}

function truncated(box: UpdatingBox, version: string): void {
  const blobs = join(box.repository.folder, 'blobs');
  const text = `"version": "${version}"`;
  for (const name of readdirSync(blobs)) if (readFileSync(join(blobs, name)).includes(text)) truncateSync(join(blobs, name), 40);
}

function tellOf(box: UpdatingBox, repository: Repository): void {
  repository.writeSnapshot(readKeys(box.keysFolder, 'snapshot'));
  repository.writeTimestamp(readKeys(box.keysFolder, 'timestamp'));
}
