import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 64 * 1024 * 1024;

interface BillOfMaterials {
  serialNumber?: string;
  metadata?: { timestamp?: string; tools?: unknown; [name: string]: unknown };
  components?: { 'bom-ref': string }[];
  [name: string]: unknown;
}

interface Component {
  readonly name: string;
  readonly version: string;
}

/** What is inside, in CycloneDX form as npm writes it, without what would differ from one build of the same tree to the next. */
export function billOfMaterials(root: string, version: string): string {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Component;
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const text = execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'ignore'] });
  return `${JSON.stringify(settled(JSON.parse(text) as BillOfMaterials, { name, version }), null, 1)}\n`;
}

/** npm names the component after its folder, and itself with its own version. */
function settled({ serialNumber: _serial, metadata = {}, components = [], ...rest }: BillOfMaterials, is: Component): BillOfMaterials {
  const { timestamp: _timestamp, tools: _tools, ...steady } = metadata;
  const sorted = components.toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  return { ...rest, metadata: { ...steady, component: { ...(steady['component'] as object), ...is } }, components: sorted };
}
