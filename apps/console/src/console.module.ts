import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { systemClock, type Clock } from '@app/kernel';
import {
  AttemptBrake,
  AUTHENTICATORS,
  LauncherClient,
  OperationGuard,
  PageSessions,
  PROCESS_CONTROL,
  type Authenticators,
} from '@app/platform';
import { EmergencyCode } from './access/emergency-code';
import { EmergencyCodeController } from './access/emergency-code.controller';
import { FirstRunCode, SHOW_FIRST_RUN_CODE, type ShowFirstRunCode } from './access/first-run-code';
import { FirstRunController } from './access/first-run.controller';
import { LogOn } from './access/log-on';
import { SecondFactorController } from './access/second-factor.controller';
import { SecondFactors } from './access/second-factors';
import { SessionController } from './access/session.controller';
import { UserSessions, type SessionOwner } from './access/user-sessions';
import { BackupsController } from './backups/backups.controller';
import { AuditTrail } from './audit/audit-trail';
import { AuditController } from './audit/audit.controller';
import { AlertsService } from './alerts/alerts.service';
import { CardPaymentsController } from './cards/card-payments.controller';
import { CLOCK, launcherSocketOf, SETTINGS, type ConsoleSettings } from './config';
import { EnrolmentController } from './enrolment/enrolment.controller';
import { ExchangeController } from './exchange/exchange.controller';
import { FixupsController } from './fixups/fixups.controller';
import { FixupsService } from './fixups/fixups.service';
import { HeartbeatService } from './heartbeat/heartbeat.service';
import { LogsController } from './logs/logs.controller';
import { DiskForecast } from './history/disk-forecast';
import { HistoryRecorder } from './history/history-recorder';
import { HistoryController } from './history/history.controller';
import { MetricHistory } from './history/metric-history';
import { OperationMapController } from './operation-map/operation-map.controller';
import { SlowOperationsController } from './logs/slow-operations.controller';
import { OtlpPush } from './otlp/otlp-push';
import { Observer } from './observation/observer';
import { KeptWork } from './planned-work/kept-work';
import { PlannedWorkController } from './planned-work/planned-work.controller';
import { UnitController } from './process-control/unit.controller';
import { RegistersController } from './registers/registers.controller';
import { ManagementClient } from './scale-unit/management-client';
import { SupportBundleController } from './support-bundle/support-bundle.controller';
import { SupportBundle } from './support-bundle/support-bundle.service';
import { SettingsController } from './settings/settings.controller';
import { StatusController } from './status/status.controller';
import { StatusService } from './status/status.service';
import { UpdatesController } from './updates/updates.controller';
import { UpdatesService } from './updates/updates.service';
import { HeadquartersOrders } from './updates/headquarters-orders';
import { HeadquartersUsers } from './users/headquarters-users';
import { UserFile } from './users/user-file';
import { UsersController } from './users/users.controller';
import { UsersService } from './users/users.service';

export interface ConsoleParts {
  readonly settings: ConsoleSettings;
  readonly showFirstRunCode: ShowFirstRunCode;
  readonly clock?: Clock;
}

@Module({})
export class ConsoleModule {
  static with({ settings, showFirstRunCode, clock = systemClock }: ConsoleParts): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [
        FirstRunController,
        SessionController,
        SecondFactorController,
        EmergencyCodeController,
        UsersController,
        SettingsController,
        AuditController,
        StatusController,
        EnrolmentController,
        RegistersController,
        CardPaymentsController,
        ExchangeController,
        BackupsController,
        FixupsController,
        LogsController,
        OperationMapController,
        SupportBundleController,
        SlowOperationsController,
        UnitController,
        HistoryController,
        PlannedWorkController,
        UpdatesController,
      ],
      providers: [
        OperationGuard,
        { provide: PageSessions, useValue: new PageSessions<SessionOwner>('console', clock) },
        UserSessions,
        { provide: AUTHENTICATORS, useFactory: (user: UserSessions): Authenticators => ({ user }), inject: [UserSessions] },
        { provide: AttemptBrake, useValue: new AttemptBrake(clock) },
        { provide: SETTINGS, useValue: settings },
        { provide: CLOCK, useValue: clock },
        { provide: SHOW_FIRST_RUN_CODE, useValue: showFirstRunCode },
        {
          provide: PROCESS_CONTROL,
          useValue: new LauncherClient(launcherSocketOf(settings)),
        },
        UserFile,
        UsersService,
        HeadquartersUsers,
        HeadquartersOrders,
        FirstRunCode,
        { provide: MetricHistory, useFactory: () => new MetricHistory(join(settings.dataDir, 'console', 'history.db')) },
        DiskForecast,
        LogOn,
        SecondFactors,
        EmergencyCode,
        AuditTrail,
        KeptWork,
        ManagementClient,
        Observer,
        HistoryRecorder,
        StatusService,
        AlertsService,
        HeartbeatService,
        FixupsService,
        SupportBundle,
        UpdatesService,
        OtlpPush,
      ],
    };
  }
}
