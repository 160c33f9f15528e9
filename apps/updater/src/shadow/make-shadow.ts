import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  activateDevice, currentGeneration, findBox, generationFile, insertActivationCode, openSqliteStore, pointToGeneration,
} from '@app/channel-db'; // prettier-ignore
import { DomainError, newId } from '@app/kernel';
import { createPinVerifier, hashToken, KeyFiles, newToken } from '@app/platform';
import { backUpFile } from '@app/store-files';
import { putShadowRows, SHADOW, type ShadowPlace } from './shadow-rows';

/** What a rehearsal sells with: a register and a worker that exist in the shadow alone. */
export interface ShadowSeller {
  readonly deviceToken: string;
  readonly staffId: string;
  readonly pin: string;
  readonly cashTenderTypeId: string;
  readonly barcodes: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * A copy of the store and its catalog in a folder of its own, where a release may do anything: it knows no headquarters, no terminal and
 * no key of the box, what it sells is nobody's, and it is thrown away.
 */
export async function makeShadow(unitFolder: string, dataDir: string): Promise<ShadowSeller> {
  rmSync(dataDir, { recursive: true, force: true });
  const folder = join(dataDir, 'scale-unit');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const generation = currentGeneration(unitFolder);
  if (generation === undefined) throw new DomainError('rehearsal.failed', 'the box has no catalog yet');
  await backUpFile(join(unitFolder, 'store.db'), join(folder, 'store.db'));
  await backUpFile(generationFile(unitFolder, generation), generationFile(folder, generation));
  pointToGeneration(folder, generation);
  const [pepper, pin] = [newToken().token, String(randomInt(100_000, 1_000_000))];
  const place = await putShadowRows(folder, generationFile(folder, generation), await createPinVerifier(pin, pepper));
  const { deviceToken, instanceId } = await settleStore(join(folder, 'store.db'), place);
  const keys = new KeyFiles(join(folder, 'keys'));
  keys.write('peppers.json', JSON.stringify({ [place.legalEntityId]: pepper }));
  keys.write('instance.id', `${instanceId}\n`);
  return { deviceToken, pin, staffId: SHADOW, cashTenderTypeId: place.cashTenderTypeId, barcodes: place.barcodes };
}

/** The copy numbers at once, whatever file it lies in, and has one device more. */
async function settleStore(file: string, { legalEntityId, channelId }: ShadowPlace): Promise<{ deviceToken: string; instanceId: string }> {
  const store = await openSqliteStore(file);
  try {
    const { token, hash } = newToken();
    const instanceId = await store.unitOfWork.run(async (tx) => {
      const box = await findBox(tx);
      if (!box) throw new DomainError('rehearsal.failed', 'the box does not belong to a store yet');
      await tx.run("UPDATE {box} SET state = 'ready', missing_heads = '[]', awaited_devices = NULL, file_mark = NULL WHERE box_number = 1");
      const [now, codeDigest] = [Date.now(), hashToken(newToken().token)];
      await insertActivationCode(tx, { codeDigest, legalEntityId, channelId, registerId: SHADOW, issuedAt: now, expiresAt: now + HOUR_MS });
      await activateDevice(tx, codeDigest, { deviceId: newId(now), name: SHADOW, tokenDigest: hash }, now);
      return box.identity.instanceId;
    });
    return { deviceToken: token, instanceId };
  } finally {
    await store.close();
  }
}
