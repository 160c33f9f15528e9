import { newId } from '@app/kernel';
import { encodeRecord, signBytes, type RecordHeader } from '@app/protocol';
import { TestBox } from '../../test/kit/test-box';
import { judgeRecord } from './judge-record';

const [before, next, stranger] = [new TestBox(), new TestBox(), new TestBox()];
const keys = new Map([before, next].map((box) => [box.key.keyId, box.enrolled.boxKey]));

/** A record of the box before, as whoever signed it sends it up. */
function judged(line: string, signer: TestBox) {
  const sent = { line, counter: 1, digest: '', signature: signBytes(signer.key, line), keyId: signer.key.keyId };
  return judgeRecord(sent, before.identity, (keyId) => keys.get(keyId));
}

function lossOf(counter: number): string {
  const nobody = { legalEntityId: null, channelId: null, registerId: null, registerTime: null, timeZone: null, businessDate: null, shiftId: null, drawerId: null }; // prettier-ignore
  const header: RecordHeader = {
    ...nobody, protocol: 1, type: 'audit', recordId: newId(), box: before.identity, counter, sequence: 1, previousDigest: '0'.repeat(64),
    at: 1, businessAt: 1, staffId: 'manager', catalogVersion: 1,
  }; // prettier-ignore
  const body = { event: 'record-lost', approvedBy: 'manager', subjectId: null, details: { counter } };
  return encodeRecord({ ...header, type: 'audit' }, body);
}

describe('a record of a box that was replaced', () => {
  it('counts as lost when the box that took over says so', () => {
    expect(judged(lossOf(1), next)).toMatchObject({ isHeld: true, reason: null });
    expect(judged(lossOf(1), before)).toMatchObject({ isHeld: true, reason: null });
  });

  it('is quarantined when another box signed anything else of it, or a stranger the loss', () => {
    before.sell();
    const [sale] = before.records;
    expect(judged(sale!.line, before)).toMatchObject({ isHeld: true });
    expect(judged(sale!.line, next)).toMatchObject({ isHeld: false, reason: 'wrong-signature' });
    expect(judged(lossOf(1), stranger)).toMatchObject({ isHeld: false, reason: 'wrong-signature' });
  });
});
