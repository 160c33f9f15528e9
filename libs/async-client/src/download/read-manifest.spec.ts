import { newId } from '@app/kernel';
import { generateSigningKeyPair, signBytes, signingKeyFromPem, type DownloadSession } from '@app/protocol';
import { readManifest } from './read-manifest';

const pair = generateSigningKeyPair();
const key = signingKeyFromPem('headquarters', pair.privateKeyPem);
const enrolled = { channelDatabaseId: 'store-101', headquartersKey: pair.publicKey };
const packageId = newId();
const session: DownloadSession = {
  sessionId: newId(), job: '1040', packageId, kind: 'snapshot', state: 'available', tryCount: 0, loadId: null,
}; // prettier-ignore
const segment = { sha256: 'a'.repeat(64), sizeBytes: 1, entity: 'product', channelId: null, rowCount: 1, format: 'ndjson.gz' };
const manifest = {
  protocol: 1, schemaVersion: 1, packageId, job: '1040', kind: 'snapshot', dataGroupId: 'all', fromVersion: 0, toVersion: 1, createdAt: 1,
  segments: [segment],
}; // prettier-ignore

function reading(changes: object, text = JSON.stringify({ ...manifest, ...changes })): ReturnType<typeof readManifest> {
  return readManifest({ manifest: text, signature: signBytes(key, text) }, session, enrolled);
}

describe('a manifest', () => {
  it('is read when headquarters signed it for this box and this session', () => {
    expect(reading({ channelDatabaseId: 'store-101' })).toMatchObject({ ok: true, manifest: { packageId } });
    expect(reading({})).toMatchObject({ ok: true });
  });

  it.each([
    ['of another channel database', { channelDatabaseId: 'store-102' }, 'it is for the channel database store-102'],
    ['of another package', { packageId: newId() }, 'it belongs to another package'],
    ['of another protocol', { protocol: 2 }, 'protocol'],
    ['that names a path instead of a digest', { segments: [{ ...segment, sha256: '../../../../etc/passwd' }] }, 'segments.0.sha256'],
    [
      'whose SQLite form is a path',
      { segments: [{ ...segment, sqlite: { sha256: '/etc/passwd', sizeBytes: 1 } }] },
      'segments.0.sqlite.sha256',
    ],
    ['with a negative size', { segments: [{ ...segment, sizeBytes: -1 }] }, 'segments.0.sizeBytes'],
  ])('%s is refused with the reason', (_, changes, reason) => {
    expect(reading(changes)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('with a wrong signature, or no JSON, is refused', () => {
    const text = JSON.stringify(manifest);
    const other = signBytes(signingKeyFromPem('x', generateSigningKeyPair().privateKeyPem), text);
    expect(readManifest({ manifest: text, signature: other }, session, enrolled)).toMatchObject({
      reason: expect.stringContaining('signature'),
    });
    expect(readManifest({ manifest: `${text} `, signature: signBytes(key, text) }, session, enrolled)).toMatchObject({ ok: false });
    expect(reading({}, 'not json')).toMatchObject({ ok: false });
  });
});
