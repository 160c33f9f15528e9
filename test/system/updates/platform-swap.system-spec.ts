import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { UpdateFolder } from '@app/updates';
import { buildRelease } from '../../../tools/release/src/build-release';
import { openOwnStore, type OwnStore } from '../../../tools/simulate/src/own-store';
import { until } from '../../../tools/simulate/src/scenarios/until';
import { freePorts } from '../../../tools/simulate/src/store/ports';
import { RunningProcess } from '../../../tools/simulate/src/store/process';
import { capturePinned, ROOT } from '../../../tools/run/runtime.mjs';
import { A_CENT_MORE } from './bad-releases';

/** With the synthetic sales: `npm run test:long -- platform-swap`. */
const ALL = process.env['PLATFORM_SWAP'] === 'all';
const NEXT = '0.2.0';
const AT_ONCE = ['--deadline', '2020-01-01T00:00Z'];

interface Exited {
  readonly code: number;
  readonly output: string;
}

describe('a box whose platform swaps its image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'platform-swap-'));
  const nextImage = join(folder, 'next-image');
  let box: OwnStore;
  let environment: Record<string, string>;
  let unit: RunningProcess | undefined;

  /** A command in the container of an image: exit code, and what was printed. */
  const command = (image: string, ...args: string[]): Promise<Exited> =>
    capturePinned([join(image, 'dist/apps/updater/src/cli.js'), ...args], { env: environment });
  /** The platform ends one container and starts another on the same volume. */
  const swapTo = async (image: string): Promise<void> => {
    await (unit ?? box.store.unit).stop();
    const entry = relative(ROOT, join(image, 'dist/apps/scale-unit/src/main.js'));
    unit = RunningProcess.start({ entry, env: { ...environment, ...box.store.unitEnvironment() }, log: join(folder, 'swapped.log') });
    await unit.until(async () => (await fetch(`${box.store.unitUrl}/readyz`)).ok, 30_000);
  };
  const lastUpdate = () => new UpdateFolder(join(box.store.dataFolder, 'updates')).history().at(-1);

  beforeAll(async () => {
    box = await openOwnStore({ folder, registerCount: 1, productCount: 20, isDirect: true });
    const [nobody = 0] = await freePorts(1);
    environment = {
      DATA_DIR: box.store.dataFolder, UPDATER_MODE: 'platform', UPDATER_GOOD_AFTER_SECONDS: '1', UPDATER_PROBE_EVERY_SECONDS: '0.2',
      UNIT_LAN_HOST: 'off', UNIT_PORT: `${box.store.ports.unit}`, UNIT_MANAGEMENT_PORT: `${box.store.ports.management}`, CONSOLE_PORT: `${nobody}`,
    }; // prettier-ignore
    await buildRelease({
      root: ROOT, version: NEXT, platform: 'any', into: nextImage, sbom: '{}\n', withPackages: false, plants: [A_CENT_MORE],
    }); // prettier-ignore
    symlinkSync(join(ROOT, 'node_modules'), join(nextImage, 'node_modules'));
  }, 60_000);
  afterAll(async () => {
    await unit?.stop();
    await box?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says whether it may be stopped now, and why not', async () => {
    expect(await command(ROOT, 'gate', '--within', '0')).toMatchObject({
      code: 75,
      output: expect.stringContaining('registers-not-told') as string,
    });
    expect(await command(ROOT, 'gate', ...AT_ONCE)).toMatchObject({ code: 0 });
  });

  if (ALL) {
    it('finds the cent that the next image charges otherwise, by what was recorded and by both releases', async () => {
      const differs = { code: 10, output: expect.stringContaining('rehearsal.differs') as string };
      expect(await command(ROOT, 'rehearse', '--record')).toMatchObject({ code: 0 });
      expect(await command(nextImage, 'rehearse')).toMatchObject(differs);
      expect(await command(ROOT, 'rehearse')).toMatchObject({ code: 0 });
      expect(await command(ROOT, 'rehearse')).toMatchObject({ code: 1, output: expect.stringContaining('--record') as string });
      expect(await command(nextImage, 'rehearse', '--with', ROOT)).toMatchObject(differs);
    }, 120_000);
  }

  it('proves the image that runs since the swap, and says which one to swap back to', async () => {
    expect(await command(ROOT, 'prove', '--baseline')).toMatchObject({ code: 0, output: 'noted how 0.1.0 does\n' });
    await swapTo(nextImage);
    expect(await command(nextImage, 'prove')).toMatchObject({ code: 0 });
    expect(lastUpdate()).toMatchObject({ from: '0.1.0', to: NEXT, state: 'good', orderedBy: 'the platform' });
    expect(await command(nextImage, 'undo')).toMatchObject({ code: 10, output: 'swap back to the image of 0.1.0\n' });
  });

  it('wants to be swapped back when the image goes down while it proves itself', async () => {
    const progress = join(box.store.dataFolder, 'updates', 'progress.json');
    rmSync(progress);
    environment['UPDATER_GOOD_AFTER_SECONDS'] = '60';
    const proved = command(nextImage, 'prove');
    await until('it is being proven', () => existsSync(progress) && readFileSync(progress, 'utf8').includes('proving'));
    await unit!.kill();
    expect(await proved).toMatchObject({ code: 10, output: expect.stringContaining('probe.failed') as string });
    expect(lastUpdate()).toMatchObject({ from: '0.1.0', to: NEXT, state: 'undone', reason: { code: 'probe.failed' } });
  });
});
