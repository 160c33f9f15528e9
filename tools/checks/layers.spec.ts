import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CONFIGURATION = ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'eslint.config.mjs', 'tools/layers.mjs'];

/** A project of a few files under the real rules. */
class Planted {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'layers-')));

  constructor(files: Record<string, string>) {
    for (const file of CONFIGURATION) copyFileSync(join(ROOT, file), this.pathFor(file));
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
    for (const [file, text] of Object.entries(files)) writeFileSync(this.pathFor(file), text);
  }

  layers(): string {
    return this.run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs']);
  }

  lint(): string {
    return this.run('node_modules/eslint/bin/eslint.js', ['apps', 'libs']);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private pathFor(file: string): string {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  private run(program: string, args: string[]): string {
    try {
      return execFileSync(process.execPath, [join(ROOT, program), ...args], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }
}

describe('the layers', () => {
  jest.setTimeout(180_000);

  let report: string;
  let planted: Planted;
  beforeAll(() => {
    planted = new Planted({
      'apps/scale-unit/src/main.ts': "import { amount } from '@app/kernel';\nexport const app = amount;\n",
      'apps/console/src/main.ts': "import { app } from '../../scale-unit/src/main';\nexport const other = app;\n",
      'libs/kernel/src/index.ts': "export { amount } from './amount';\n",
      'libs/kernel/src/amount.ts': 'export const amount = 1;\n',
      'libs/kernel/src/upward.ts': "import { total } from '@app/commerce';\nexport const upward = total;\n",
      'libs/commerce/src/index.ts': "export { total } from './total';\n",
      'libs/commerce/src/total.ts': "import { amount } from '../../kernel/src/amount';\nexport const total = amount;\n",
      'libs/commerce/src/round.ts': "import type { Back } from './back';\nexport type Round = Back;\n",
      'libs/commerce/src/back.ts': "import type { Round } from './round';\nexport type Back = Round;\n",
      'libs/commerce/src/disk.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
      'libs/carts/src/index.ts': "import { find } from '@app/customers';\nexport const sibling = find;\n",
      'libs/customers/src/index.ts': "import { builder } from '@app/testing';\nexport const find = builder;\n",
      'libs/testing/src/index.ts': 'export const builder = 1;\n',
      'libs/newcomer/src/index.ts': "export { amount } from '@app/kernel';\n",
    });
    report = planted.layers();
  });
  afterAll(() => planted.remove());

  it.each([
    ['an import of a higher layer', 'layer-0-kernel-may-not-import-this: libs/kernel/src/upward.ts → libs/commerce/src/index.ts'],
    ['an import of a sibling', 'layer-5-carts-may-not-import-this: libs/carts/src/index.ts → libs/customers/src/index.ts'],
    ['test code in the product', 'layer-5-customers-may-not-import-this: libs/customers/src/index.ts → libs/testing/src/index.ts'],
    ['a module the layer may not use', 'layer-1-commerce-may-not-use-this-module: libs/commerce/src/disk.ts → fs'],
    ['an import past the index of a lib', 'deep-import-past-the-index-of-a-lib: libs/commerce/src/total.ts → libs/kernel/src/amount.ts'],
    ['a cycle, also of types', 'circular: libs/commerce/src/back.ts →'],
    ['an app in an app', 'app-into-app: apps/console/src/main.ts → apps/scale-unit/src/main.ts'],
    ['a lib the table does not know', 'lib-without-a-layer: libs/newcomer/src/index.ts'],
  ])('refuse %s', (_what, line) => {
    expect(report).toContain(line);
  });

  it('let the right imports pass', () => {
    expect(report).not.toContain('apps/scale-unit/src/main.ts →');
  });
});

describe('the lint', () => {
  jest.setTimeout(180_000);

  let report: string;
  let planted: Planted;
  beforeAll(() => {
    planted = new Planted({
      'libs/commerce/src/later.ts': 'export const later = async (): Promise<number> => 1;\n',
      'libs/platform/src/environment.ts': 'export const home = process.env.HOME;\n',
      'libs/carts/src/cycle.ts': "import { forwardRef } from '@nestjs/common';\nexport const cycle = forwardRef(() => Object);\n",
      'apps/scale-unit/src/config.ts': 'export const home = process.env.HOME;\n',
    });
    report = planted.lint();
  });
  afterAll(() => planted.remove());

  it('refuses async code in the engine', () => {
    expect(report).toMatch(/later\.ts\n.*Layer 1: libs\/commerce is synchronous/);
  });

  it('refuses the environment outside the one file that reads it', () => {
    expect(report).toMatch(/environment\.ts\n.*The environment is read in src\/config\.ts/);
    expect(report).not.toContain('apps/scale-unit/src/config.ts');
  });

  it('refuses forwardRef', () => {
    expect(report).toMatch(/cycle\.ts\n.*forwardRef papers over a cycle/);
  });
});
