// Writes openapi/<api>.json from the running code and the typed client from that. With --check it writes nothing and
// fails when either is not what is committed, or when an API breaks the clients of the last release.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { breakingChanges } from './checks/api-breaking.mjs';
import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { capture, capturePinned, ROOT } from './run/runtime.mjs';

/** Each app's program writes <api>.json into the folder it is given. */
const APPS = {
  'scale-unit': ['commerce', 'management'],
  console: ['console'],
  headquarters: ['headquarters'],
};
const programOf = (app) => `dist/apps/${app}/src/openapi.js`;
const documentOf = (api) => `openapi/${api}.json`;
const clientOf = (api) => `libs/client/src/${api}/schema.ts`;

helpIfAsked(`
npm run openapi [-- --check]

Writes openapi/*.json and the typed client under libs/client from the code of the apps.
--check fails instead when they differ from what is there, or when a change would break a client of the last release
(the newest tag v*, or the last commit before there is one).
`);

/** Describes every API that exists, in a folder of its own: `<folder>/openapi/x.json` and `<folder>/libs/client/...`. */
async function generate(folder) {
  const apis = [];
  for (const [app, names] of Object.entries(APPS)) {
    if (!existsSync(join(ROOT, programOf(app)))) continue;
    mkdirSync(join(folder, 'openapi'), { recursive: true });
    await mustRun([programOf(app), join(folder, 'openapi')]);
    for (const api of names) {
      const document = join(folder, documentOf(api));
      if (!existsSync(document)) throw new Error(`${programOf(app)} did not write ${api}.json`);
      writeFileSync(document, `${JSON.stringify(JSON.parse(readFileSync(document, 'utf8')), null, 2)}\n`);
      await mustRun(['node_modules/openapi-typescript/bin/cli.js', document, '--output', join(folder, clientOf(api))]);
      apis.push(api);
    }
  }
  return apis;
}

async function mustRun(args) {
  const { code, output } = await capturePinned(args);
  if (code !== 0) throw new Error(`${args[0]} failed:\n${output}`);
}

function differences(folder, apis) {
  const generated = apis.flatMap((api) => [documentOf(api), clientOf(api)]);
  const leftover = Object.values(APPS)
    .flat()
    .filter((api) => !apis.includes(api) && existsSync(join(ROOT, documentOf(api))));
  return [
    ...generated
      .filter(
        (file) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8') !== readFileSync(join(folder, file), 'utf8'),
      )
      .map((file) => `${file} is not what the code says: run npm run openapi`),
    ...leftover.map((api) => `${documentOf(api)} is there, but no app writes it`),
  ];
}

async function breaks(folder, apis) {
  const base = await baseline();
  if (!base) return [];
  const found = [];
  for (const api of apis) {
    const { code, stdout } = await capture('git', ['show', `${base}:${documentOf(api)}`]);
    if (code !== 0) continue; // a new API
    const now = JSON.parse(readFileSync(join(folder, documentOf(api)), 'utf8'));
    found.push(...breakingChanges(JSON.parse(stdout), now).map((line) => `${api}: ${line} (since ${base})`));
  }
  return found;
}

async function baseline() {
  const tag = await capture('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*']).catch(() => undefined);
  if (!tag) return undefined; // no git: a copy without history
  return tag.code === 0 ? tag.stdout.trim() : 'HEAD';
}

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const apis = await generate(folder);
    if (process.argv.includes('--check')) {
      const problems = [...differences(folder, apis), ...(await breaks(folder, apis))];
      for (const problem of problems) console.error(problem);
      console.log(`${apis.length} APIs compared, ${problems.length} problems`);
      return problems.length ? 1 : 0;
    }
    for (const file of apis.flatMap((api) => [documentOf(api), clientOf(api)])) {
      mkdirSync(dirname(join(ROOT, file)), { recursive: true });
      writeFileSync(join(ROOT, file), readFileSync(join(folder, file)));
      console.log(file);
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
});
