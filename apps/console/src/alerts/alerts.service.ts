import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { judge, textOf, type Observation, type Verdict } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import type { Clock } from '@app/kernel';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { Observer } from '../observation/observer';
import { askOverHttp } from '../scale-unit/ask-over-http';
import { alertMessage, type Say } from './alert-message';
import { nextAlerts, untold, type Alert } from './standing-alerts';

const DEADLINE_MS = 10_000;
const AGAIN_AFTER_MS = 30_000;

/**
 * Tells a webhook when a cause begins and when it is over, each once, also when the line was down meanwhile or the console
 * was restarted: what is not told yet stands in a file.
 */
@Injectable()
export class AlertsService implements OnApplicationShutdown {
  private readonly path: string;
  private alerts: readonly Alert[];
  private stopFollowing: (() => void) | undefined;
  private triedAt = 0;
  private isTelling = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.path = join(settings.dataDir, 'console', 'alerts.json');
    this.alerts = JSON.parse(readTextIfExists(this.path) ?? '[]') as Alert[];
  }

  start(): void {
    this.stopFollowing = this.observer.follow((observation) => void this.look(observation));
  }

  onApplicationShutdown(): void {
    this.stopFollowing?.();
  }

  /** What stands now, with its true beginning. */
  standing(): readonly Alert[] {
    return this.alerts.filter(({ endedAt }) => endedAt === null);
  }

  /** How many alerts nobody was told about yet. */
  waitingCount(): number {
    return untold(this.alerts, this.clock.now()).length;
  }

  private async look(observation: Observation): Promise<void> {
    const verdict = judge(observation);
    // Until the unit had time for its first answer nothing is known to be wrong.
    if (verdict.state === 'unknown') return;
    this.keep(nextAlerts(this.alerts, verdict.findings, observation.at));
    await this.tell(observation, verdict);
  }

  private async tell(observation: Observation, verdict: Verdict): Promise<void> {
    const { alertUrl } = this.settings;
    const [news, now] = [untold(this.alerts, observation.at), this.clock.now()];
    if (!alertUrl || news.length === 0 || this.isTelling || now - this.triedAt < AGAIN_AFTER_MS) return;
    [this.isTelling, this.triedAt] = [true, now];
    const isTold = await this.post(alertUrl, alertMessage(news, labelsOf(observation), sayWith(observation, verdict)));
    this.isTelling = false;
    if (!isTold) return;
    this.triedAt = 0;
    this.keep(this.alerts.map((alert) => (news.some((one) => isSame(one, alert)) ? { ...alert, isTold: true } : alert)));
  }

  private async post(url: string, message: object): Promise<boolean> {
    const token = this.settings.alertToken?.reveal();
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    return askOverHttp(url, { method: 'POST', headers, body: JSON.stringify(message), deadlineMs: DEADLINE_MS }).then(
      ({ status }) => status >= 200 && status < 300,
      () => false,
    );
  }

  private keep(alerts: readonly Alert[]): void {
    const [before, after] = [JSON.stringify(this.alerts), JSON.stringify(alerts)];
    this.alerts = alerts;
    if (before === after) return;
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileAtomic(this.path, `${after}\n`);
  }
}

/** Told as it was sent: an alert that ended since is to be told again. */
const isSame = (left: Alert, right: Alert): boolean =>
  left.code === right.code && left.startedAt === right.startedAt && left.endedAt === right.endedAt;

function labelsOf({ status }: Observation): { store: string; name: string } {
  const names = status?.channels.map(({ name }) => name) ?? [];
  return { store: status?.box.channelDatabaseId ?? 'unknown', name: names.join(', ') };
}

function sayWith({ status, at }: Observation, { findings }: Verdict): Say {
  const [channel] = status?.channels ?? [];
  const words = { now: at, timeZone: channel?.timeZone ?? 'UTC', locale: channel?.locale ?? 'en-GB' };
  return (code) => {
    const finding = findings.find((one) => one.code === code);
    if (!finding) return undefined;
    const { cause, effect, byItself } = textOf(finding, words);
    return { summary: cause, description: [effect, byItself].filter((part) => part !== '').join(' ') };
  };
}
