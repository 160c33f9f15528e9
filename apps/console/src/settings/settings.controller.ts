import { join } from 'node:path';
import { Controller, Get, Inject } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { AlertsService } from '../alerts/alerts.service';
import { SETTINGS, type ConsoleSettings } from '../config';
import { HeartbeatService } from '../heartbeat/heartbeat.service';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { SOFTWARE_VERSION } from '../software-version';
import { lanAddresses } from './addresses';
import { certificateIn } from './certificate-facts';
import { settingsAnswer, type SettingsAnswer } from './settings-answer';

/** Answers from what the console knows itself, so that it does while the scale unit is down. */
@Controller('console/v1/settings')
export class SettingsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(AlertsService) private readonly alerts: AlertsService,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
  ) {}

  @Get()
  @Operation(OPERATIONS.readSettings)
  @Answers(200, 'How this box is connected and watched.', settingsAnswer)
  async read(): Promise<SettingsAnswer> {
    const { lanHost, lanPort, unitLanHost, unitLanPort } = this.settings;
    return {
      versions: { console: SOFTWARE_VERSION, scaleUnit: this.observer.now().status?.software.version ?? null, node: process.version },
      registers: this.door('scale-unit', unitLanHost, unitLanPort),
      console: this.door('console', lanHost, lanPort),
      headquarters: await this.headquarters(),
      proxy: this.proxy(),
      monitoring: {
        hasToken: this.settings.metricsToken !== undefined,
        alerts: this.alertTarget(),
        heartbeat: this.heartbeat.last(),
      },
    };
  }

  private door(process: string, host: string, port: number): SettingsAnswer['registers'] {
    const certificate = certificateIn(join(this.settings.dataDir, process, 'tls', 'leaf.pem'));
    return { addresses: host === 'off' ? [] : lanAddresses(port), certificate };
  }

  private async headquarters(): Promise<SettingsAnswer['headquarters']> {
    const facts = await this.heartbeat.facts();
    return facts ? { url: facts.headquartersUrl, channelDatabaseId: facts.channelDatabaseId } : null;
  }

  private proxy(): SettingsAnswer['proxy'] {
    const { proxy, proxyCredentials } = this.settings;
    return proxy === undefined ? null : { address: new URL(proxy).host, hasCredentials: proxyCredentials !== undefined };
  }

  private alertTarget(): SettingsAnswer['monitoring']['alerts'] {
    const { alertUrl, alertToken } = this.settings;
    if (alertUrl === undefined) return null;
    return { to: new URL(alertUrl).host, hasToken: alertToken !== undefined, waitingCount: this.alerts.waitingCount() };
  }
}
