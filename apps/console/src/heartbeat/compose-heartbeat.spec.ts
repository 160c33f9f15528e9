import type { Observation } from '@app/appliance';
import { heartbeat } from '@app/protocol';
import { composeHeartbeat } from './compose-heartbeat';

const status = { upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20', JPY: '1200' }, oldestAt: 7, lastAcknowledgedAt: 3 } };
const observation = { at: 1000, isUnitAnswering: true, silentSince: null, status, statusAt: 1000, process: null } as unknown as Observation;

describe('a heartbeat', () => {
  it('says what waits, in minor units', () => {
    const beat = composeHeartbeat(observation, 'riverside', '0.1.0');
    expect(heartbeat.parse(beat)).toEqual({
      at: 1000, channelDatabaseId: 'riverside', softwareVersion: '0.1.0', isUnitRunning: true,
      waitingSales: 42, waitingAmounts: { EUR: '187020', JPY: '1200' }, oldestWaitingAt: 7,
    }); // prettier-ignore
  });

  it('says nothing about sales while the unit is silent, rather than something old', () => {
    const beat = composeHeartbeat({ ...observation, isUnitAnswering: false }, 'riverside', '0.1.0');
    expect(beat).toMatchObject({ isUnitRunning: false, waitingSales: null, waitingAmounts: null, oldestWaitingAt: null });
  });
});
