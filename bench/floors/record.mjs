// What the record of a sale costs by itself: numbered, chained, signed, stored with the rows it stands for and its key, durable, and
// answered with its capsule, by the product's own journal. No log-on, no catalog, no rules: the body comes ready, and only its ids are
// new. The difference to the product's checkout is what everything else costs.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import channelDb from '../../dist/libs/channel-db/src/index.js';
import kernel from '../../dist/libs/kernel/src/index.js';
import protocol from '../../dist/libs/protocol/src/index.js';
import { controllerOf, serve } from './nest.mjs';

const REGISTERS = 8;
const { header, body, answer } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'bench-record-'));
const store = await channelDb.openSqliteStore(join(folder, 'store.db'));
const clock = { now: () => Date.now() };
const { privateKey } = generateKeyPairSync('ed25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }); // prettier-ignore
const key = protocol.signingKeyFromPem('box:bench', privateKey);
const sign = (bytes) => ({ signature: protocol.signBytes(bytes, key), keyId: key.keyId });
const journal = new channelDb.Journal({ signer: { sign }, clock });

await store.unitOfWork.run((tx) =>
  channelDb.saveEnrolment(
    tx,
    { channelDatabaseId: 'bench', instanceId: kernel.newId(), epoch: 1, dataGroupId: 'bench', headquartersUrl: '', headquartersKey: '' },
    clock.now(),
  ),
);

let asked = 0;
const requestOf = (given, registerId) => ({
  type: 'sale',
  recordId: given.transactionId,
  channel: { legalEntityId: header.legalEntityId, channelId: header.channelId, timeZone: header.timeZone },
  registerId,
  businessDate: header.businessDate,
  shiftId: header.shiftId,
  staffId: header.staffId,
  drawerId: header.drawerId,
  registerTime: null,
  businessAt: clock.now(),
  catalogVersion: header.catalogVersion,
  receiptNumber: (sequence) => `${registerId}-${sequence}`,
  gross: 1_000,
  body: ({ receiptNumber }) => ({
    ...body,
    receiptNumber,
    lines: body.lines.map((line, at) => ({ ...line, lineId: given.lines[at].lineId })),
  }),
});

function sell(given) {
  asked += 1;
  const registerId = `register-${asked % REGISTERS}`;
  const fingerprint = createHash('sha256').update(given.transactionId).digest('hex');
  const known = { deviceId: registerId, key: given.tenders[0].tenderId, fingerprint };
  return store.unitOfWork.run(async (tx) => {
    let capsule;
    await channelDb.withKey(tx, known, clock.now(), async () => {
      ({ capsule } = await journal.appendRecord(tx, requestOf(given, registerId)));
      return { transactionId: given.transactionId };
    });
    return { ...answer, capsules: [capsule] };
  });
}

const onClose = () => {
  void store.close();
  rmSync(folder, { recursive: true });
};
await serve({ controllers: [controllerOf({ 'POST sales': { takes: ['body'], does: sell } })], onClose });
