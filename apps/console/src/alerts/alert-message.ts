import { createHash } from 'node:crypto';
import type { Alert } from './standing-alerts';

/** What names the store in every alert. */
interface StoreLabels {
  readonly store: string;
  readonly name: string;
}

export type Say = (code: string) => { readonly summary: string; readonly description: string } | undefined;

/** A body as Alertmanager posts it to a webhook (version 4), so that whatever takes those takes ours. */
export function alertMessage(alerts: readonly Alert[], labels: StoreLabels, say: Say): object {
  const isFiring = alerts.some(({ endedAt }) => endedAt === null);
  const common = { alertname: 'StoreCause', ...labels };
  return {
    version: '4',
    groupKey: `{}:{store="${labels.store}"}`,
    truncatedAlerts: 0,
    status: isFiring ? 'firing' : 'resolved',
    receiver: 'store',
    groupLabels: { store: labels.store },
    commonLabels: common,
    commonAnnotations: {},
    externalURL: '',
    alerts: alerts.map((alert) => messageOf(alert, common, say)),
  };
}

function messageOf({ code, weight, consequences, startedAt, endedAt }: Alert, common: Record<string, string>, say: Say): object {
  const labels = { ...common, code, weight, severity: weight === 'attention' ? 'warning' : 'critical' };
  const { summary, description } = say(code) ?? { summary: code, description: '' };
  return {
    status: endedAt === null ? 'firing' : 'resolved',
    labels,
    annotations: { summary, description, consequences: consequences.join(', ') },
    startsAt: new Date(startedAt).toISOString(),
    endsAt: endedAt === null ? '0001-01-01T00:00:00Z' : new Date(endedAt).toISOString(),
    generatorURL: '',
    fingerprint: fingerprintOf({ alertname: common['alertname']!, store: common['store']!, code }),
  };
}

/** The same for one cause in one store, however heavy it becomes: receivers join begin and end by it. */
function fingerprintOf(labels: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
}
