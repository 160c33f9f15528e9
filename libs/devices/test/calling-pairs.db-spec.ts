import { activateDevice, beginSession, changeSession, insertActivationCode, revokeDevice, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { hashToken } from '@app/platform';
import { eachDatabase } from '@app/testing';
import { CallingPairs } from '../src/callers/calling-pairs';

const NOW = Date.parse('2026-08-10T09:00:00Z');
const TILL = { legalEntityId: 'le1', channelId: 'store-1', registerId: 'r1' };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const unit: ReturnType<typeof test.database>['unitOfWork']['run'] = (body) => test.database().unitOfWork.run(body);

  /** A device with the token `device` and a session with the token `session`, as one request has brought them already. */
  async function aKnownPair() {
    const code = { ...TILL, codeDigest: hashToken('code'), issuedAt: NOW, expiresAt: NOW + 600_000 };
    await unit((tx) => insertActivationCode(tx, code));
    const given = { deviceId: newId(), name: 'Till', tokenDigest: hashToken('device') };
    const device = await unit((tx) => activateDevice(tx, code.codeDigest, given, NOW));
    const deviceId = device?.deviceId ?? '';
    const { channelId, registerId } = TILL;
    const begun = { sessionId: newId(), deviceId, channelId, registerId, staffId: 'w1' };
    const { sessionId } = await unit((tx) => beginSession(tx, begun, hashToken('session'), NOW));
    const pairs = new CallingPairs(test.database());
    expect(await pairs.find('device', 'session')).toMatchObject({ device: { state: 'active' }, session: { state: 'active' } });
    return { pairs, deviceId, sessionId };
  }

  it('knows of a revocation from its commit on', async () => {
    const { pairs, deviceId } = await aKnownPair();
    await unit((tx) => revokeDevice(tx, deviceId, NOW));
    expect(await pairs.find('device', 'session')).toMatchObject({ device: { state: 'revoked' } });
  });

  it('knows of a lock from its commit on, and not of one that was undone', async () => {
    const { pairs, sessionId } = await aKnownPair();
    const undone = unit(async (tx) => {
      await changeSession(tx, sessionId, 'locked', NOW);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await pairs.find('device', 'session')).toMatchObject({ session: { state: 'active' } });
    await unit((tx) => changeSession(tx, sessionId, 'locked', NOW));
    expect(await pairs.find('device', 'session')).toMatchObject({ session: { state: 'locked' } });
  });

  it('remembers nothing of what it read while the tables were being changed', async () => {
    const { pairs, deviceId } = await aKnownPair();
    const asked = unit(async (tx) => {
      await revokeDevice(tx, deviceId, NOW);
      return pairs.find('device', 'session');
    });
    expect(await asked).toMatchObject({ device: { state: 'active' } });
    expect(await pairs.find('device', 'session')).toMatchObject({ device: { state: 'revoked' } });
  });

  it('takes no session for another device’s token', async () => {
    const { pairs } = await aKnownPair();
    expect(await pairs.find('other', 'session')).toBeUndefined();
    expect(await pairs.find('device', 'other')).toMatchObject({ session: undefined });
  });
});
