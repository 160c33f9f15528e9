import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../src/config';
import { openHeadquarters } from '../src/headquarters';
import { serve } from '../src/serve';
it('starts', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hq-'));
  const service = await serve(
    await openHeadquarters(readSettings({ DATA_DIR: dataDir, HEADQUARTERS_PORT: '0', HEADQUARTERS_LOG_LEVEL: 'warn' })),
  );
  console.log(service.door);
  await service.close();
  rmSync(dataDir, { recursive: true });
});
