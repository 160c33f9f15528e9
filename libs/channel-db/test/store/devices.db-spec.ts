import {
  activateDevice,
  beginSession,
  changeSession,
  findCallingPair,
  findDeviceByToken,
  findLockOut,
  findSessionByToken,
  forgiveFailures,
  insertActivationCode,
  listDevices,
  revokeDevice,
  saveFailure,
  STORE_MIGRATIONS,
} from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { NOW } from './a-store';

const digest = (letter: string) => letter.repeat(64);
const CODE = {
  codeDigest: digest('c'),
  legalEntityId: 'le1',
  channelId: 'store-1',
  registerId: 'r1',
  issuedAt: NOW,
  expiresAt: NOW + 600_000,
};

eachDatabase(STORE_MIGRATIONS, (test) => {
  const unit: ReturnType<typeof test.database>['unitOfWork']['run'] = (body) => test.database().unitOfWork.run(body);
  const reader = () => test.database().reader;
  const activate = (token: string, now = NOW) =>
    unit((tx) => activateDevice(tx, CODE.codeDigest, { deviceId: newId(), name: 'Till', tokenDigest: digest(token) }, now));

  it('turns a code into one device, however many ask at once', async () => {
    await unit((tx) => insertActivationCode(tx, CODE));
    const devices = await Promise.all(['1', '2', '3'].map((token) => activate(token)));
    expect(devices.filter(Boolean)).toHaveLength(1);
    expect(await listDevices(reader())).toMatchObject([{ registerId: 'r1', channelId: 'store-1', state: 'active' }]);
  });

  it('takes no code that has run out', async () => {
    await unit((tx) => insertActivationCode(tx, CODE));
    expect(await activate('1', CODE.expiresAt)).toBeUndefined();
  });

  it('knows a revoked device for what it is', async () => {
    await unit((tx) => insertActivationCode(tx, CODE));
    const device = await activate('1');
    expect(await unit((tx) => revokeDevice(tx, device?.deviceId ?? '', NOW + 1))).toBe(true);
    expect(await unit((tx) => revokeDevice(tx, device?.deviceId ?? '', NOW + 2))).toBe(false);
    expect(await findDeviceByToken(reader(), digest('1'))).toMatchObject({ state: 'revoked', revokedAt: NOW + 1 });
    expect(await findDeviceByToken(reader(), digest('9'))).toBeUndefined();
  });

  it('has one session per device, and one that ended never comes back', async () => {
    const deviceId = newId();
    const begin = (token: string) =>
      unit((tx) =>
        beginSession(tx, { sessionId: newId(), deviceId, channelId: 'store-1', registerId: 'r1', staffId: 'w1' }, digest(token), NOW),
      );
    const first = await begin('1');
    const second = await begin('2');
    expect(await findSessionByToken(reader(), digest('1'))).toMatchObject({ state: 'ended' });
    expect(await unit((tx) => changeSession(tx, first.sessionId, 'active', NOW))).toBe(false);
    expect(await unit((tx) => changeSession(tx, second.sessionId, 'locked', NOW))).toBe(true);
    expect(await findSessionByToken(reader(), digest('2'))).toMatchObject({ state: 'locked', staffId: 'w1' });
  });

  it('finds a device with its own session, and without one that is another device’s', async () => {
    await unit((tx) => insertActivationCode(tx, CODE));
    const deviceId = (await activate('1'))?.deviceId ?? '';
    const begin = (of: string, token: string) =>
      unit((tx) =>
        beginSession(tx, { sessionId: newId(), deviceId: of, channelId: 'store-1', registerId: 'r1', staffId: 'w1' }, digest(token), NOW),
      );
    const { sessionId } = await begin(deviceId, 's');
    await begin(newId(), 't');
    const device = { deviceId, legalEntityId: 'le1', channelId: 'store-1', registerId: 'r1', state: 'active', lastSeenAt: NOW };
    const session = { sessionId, staffId: 'w1', state: 'active', beganAt: NOW, lastUsedAt: NOW };
    expect(await findCallingPair(reader(), digest('1'), digest('s'))).toEqual({ device, session });
    for (const other of [digest('t'), digest('u'), '']) {
      expect(await findCallingPair(reader(), digest('1'), other)).toEqual({ device, session: undefined });
    }
    expect(await findCallingPair(reader(), digest('2'), digest('s'))).toBeUndefined();
  });

  it('remembers failed log-ons until they are forgiven', async () => {
    const key = { channelId: 'store-1', staffId: 'w1', deviceId: newId() };
    expect(await findLockOut(reader(), key)).toBeUndefined();
    for (const failures of [1, 2, 3]) {
      await unit((tx) => saveFailure(tx, key, { failures, lastFailedAt: NOW, lockedUntil: failures < 3 ? null : NOW + 60_000 }));
    }
    expect(await findLockOut(reader(), key)).toEqual({ failures: 3, lastFailedAt: NOW, lockedUntil: NOW + 60_000 });
    await unit((tx) => forgiveFailures(tx, key));
    expect(await findLockOut(reader(), key)).toBeUndefined();
  });
});
