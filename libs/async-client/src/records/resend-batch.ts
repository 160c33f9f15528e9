import type { UploadRecord } from '@app/channel-db';
import type { BoxIdentity } from '@app/protocol';

/** Records by name, each as it was stored: the header line, the records' own bytes, and their signatures. */
export function resendBatch(box: BoxIdentity, records: readonly Omit<UploadRecord, 'uploadHead'>[]): Uint8Array {
  const header = { protocol: 1, box, counters: records.map(({ counter }) => counter) };
  const signatures = records.map(({ signature, keyId }) => ({ signature, keyId }));
  return Buffer.from(
    [JSON.stringify(header), ...records.map(({ record }) => record), JSON.stringify({ signatures }), ''].join('\n'),
    'utf8',
  );
}
