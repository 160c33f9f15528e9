import type { Cause } from '@app/appliance';
import { nextAlerts, untold, type Alert } from './standing-alerts';

const SECOND = 1_000;
const consequence = { code: 'downloads.late', weight: 'attention', action: null, jobs: [] } as const;
const line: Cause = { code: 'line.down', weight: 'limits-selling', action: null, since: null, consequences: [consequence] };
const tell = (alerts: readonly Alert[]): Alert[] => alerts.map((alert) => ({ ...alert, isTold: true }));

describe('alerts that stand', () => {
  it('are told once when they have stood for half a minute, and once when they are over', () => {
    let alerts = nextAlerts([], [line], 0);
    expect(untold(alerts, 29 * SECOND)).toEqual([]);
    alerts = nextAlerts(alerts, [line], 30 * SECOND);
    expect(untold(alerts, 30 * SECOND)).toMatchObject([
      { code: 'line.down', startedAt: 0, endedAt: null, consequences: ['downloads.late'] },
    ]);
    alerts = nextAlerts(tell(alerts), [line], 60 * SECOND);
    expect(untold(alerts, 60 * SECOND)).toEqual([]);
    alerts = nextAlerts(alerts, [], 90 * SECOND);
    expect(untold(alerts, 90 * SECOND)).toMatchObject([{ code: 'line.down', startedAt: 0, endedAt: 90 * SECOND }]);
    expect(nextAlerts(tell(alerts), [], 100 * SECOND)).toEqual([]);
  });

  it('are none of what work brings that was announced', () => {
    const work = { code: 'work.under-way', weight: 'stops-selling', action: null, startsAt: 0, endsAt: 1, consequences: [] } as const;
    expect(nextAlerts([], [work], 0)).toEqual([]);
  });

  it('are not told when they were brief', () => {
    const alerts = nextAlerts(nextAlerts([], [line], 0), [], 20 * SECOND);
    expect(alerts).toEqual([]);
  });

  it('stay to be told, with their true times, while nobody can be reached', () => {
    let alerts = nextAlerts(nextAlerts([], [line], 0), [], 60 * SECOND);
    alerts = nextAlerts(alerts, [], 7_200 * SECOND);
    expect(untold(alerts, 7_200 * SECOND)).toMatchObject([{ startedAt: 0, endedAt: 60 * SECOND }]);
  });

  it('stand beside the end of an earlier one of the same cause that nobody has heard of', () => {
    const over = nextAlerts(nextAlerts([], [line], 0), [], 60 * SECOND);
    expect(nextAlerts(over, [line], 70 * SECOND)).toMatchObject([{ endedAt: 60 * SECOND }, { startedAt: 70 * SECOND, endedAt: null }]);
  });
});
