import { DomainError } from '@app/kernel';
import { createPinVerifier } from '@app/platform';
import { workerEntity } from '@app/protocol';
import type { Database } from '@app/database';
import { findRow, upsertRows } from './company-rows';
import type { Peppers } from './peppers';

const PIN = /^\d{4,12}$/;

/** Gives a worker a PIN. What is stored and sent down is a verifier that only a box holding the entity's pepper can use. */
export async function setPin(
  database: Database,
  peppers: Peppers,
  worker: { channelId: string; workerId: string; pin: string },
): Promise<void> {
  if (!PIN.test(worker.pin)) throw new DomainError('worker.pin-malformed', 'a PIN is 4 to 12 digits', { field: '/pin' });
  const known = await findRow(database.reader, workerEntity, worker);
  if (!known) throw new DomainError('worker.unknown', `channel ${worker.channelId} has no worker ${worker.workerId}`);
  const pinVerifier = await createPinVerifier(worker.pin, peppers.of(known.legalEntityId));
  await database.unitOfWork.run((tx) => upsertRows(tx, workerEntity, [{ ...known, pinVerifier }]));
}
