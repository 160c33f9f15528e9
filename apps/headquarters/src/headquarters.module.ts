import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import {
  AttemptBrake,
  AUTHENTICATORS,
  createLogger,
  IntervalRunner,
  OperationGuard,
  PageSessions,
  type Authenticators,
} from '@app/platform';
import { AdministratorAuthenticator } from './administrator';
import { BoxAuthenticator } from './async-service/box-authenticator';
import { ContentController } from './async-service/content.controller';
import { DownloadsController } from './async-service/downloads.controller';
import { SessionPoll } from './async-service/session-poll';
import { Resends } from './async-service/resend';
import { Uploads } from './async-service/uploads';
import { UploadsController } from './async-service/uploads.controller';
import { BlobLinks } from './blobs/blob-links';
import { BlobStore } from './blobs/blob-store';
import { BlobsController } from './blobs/blobs.controller';
import { BoxHistoryController } from './boxes/box-history.controller';
import { BoxesController } from './boxes/boxes.controller';
import { EnrolmentCodes } from './boxes/enrolment-codes';
import { EnrolmentController } from './boxes/enrolment.controller';
import { EnrolmentLines } from './boxes/enrolment-lines';
import { Enrolments } from './boxes/enrolments';
import { RecoveryCodes } from './boxes/recovery-codes';
import { ChannelDatabasesController } from './company/channel-databases.controller';
import { CurrentPricesController } from './company/current-prices.controller';
import { COMPANY_CONTROLLERS } from './company/company.controller';
import { Peppers } from './company/peppers';
import { ConsoleUsersController } from './company/console-users.controller';
import { WorkersController } from './company/workers.controller';
import { ErpDoors, salesFilesOf } from './doors/doors';
import { FeedController } from './doors/feed/feed.controller';
import { ImportsController } from './doors/imports.controller';
import { InboxController } from './doors/inbox/inbox.controller';
import { RowsController } from './doors/rows/rows.controller';
import { SalesFiles } from './doors/sales-files/sales-files';
import { SalesFilesController } from './doors/sales-files/sales-files.controller';
import type { Headquarters } from './headquarters';
import { SessionController } from './session.controller';
import { ProbesController } from './probes.controller';
import { Accounts } from './real-time-service/accounts';
import { AccountsController } from './real-time-service/accounts.controller';
import { RealTimeController } from './real-time-service/real-time.controller';
import { DefinitionsController } from './retail-scheduler/api/definitions.controller';
import { SchedulesController } from './retail-scheduler/api/schedules.controller';
import { SessionsController } from './retail-scheduler/api/sessions.controller';
import { PackageContent } from './retail-scheduler/packages/package-content';
import { Packages } from './retail-scheduler/packages/packages';
import { RetailScheduler } from './retail-scheduler/retail-scheduler';
import { RetailSchedulerController } from './retail-scheduler/retail-scheduler.controller';
import { ScheduleRunner } from './retail-scheduler/runs/schedule-runner';
import { Contents } from './retail-scheduler/content/contents';
import { schedulerJobs } from './retail-scheduler/runs/scheduler-jobs';
import { SchedulerProcess } from './retail-scheduler/runs/scheduler-process';
import { SessionBell } from './retail-scheduler/runs/session-bell';
import { schedulerParts } from './retail-scheduler/scheduler-of';
import { Rollouts } from './rollouts/rollouts';
import { RolloutsController } from './rollouts/rollouts.controller';
import { BUSINESS_CLOCK, CLOCK, DATABASE } from './storage/tokens';
import { AlarmsController } from './sales/alarms.controller';
import { ChannelUploadsController } from './sales/channel-uploads.controller';
import { SalesController } from './sales/sales.controller';

/** Puts the parts together. Everything is built from what was opened before, so that tests and the command line open the same. */
@Module({})
export class HeadquartersModule {
  static from(headquarters: Headquarters): DynamicModule {
    return {
      module: HeadquartersModule,
      controllers: [
        ProbesController, SessionController,
        EnrolmentController, DownloadsController, BlobsController, ContentController, UploadsController, RealTimeController,
        ...COMPANY_CONTROLLERS, CurrentPricesController, ChannelDatabasesController, WorkersController, ConsoleUsersController, RetailSchedulerController, BoxesController,
        BoxHistoryController, RolloutsController,
        DefinitionsController, SchedulesController, SessionsController,
        SalesController, ChannelUploadsController, AlarmsController, AccountsController, ImportsController,
        RowsController, InboxController, SalesFilesController, FeedController,
      ],
      providers: [...providersOf(headquarters), OperationGuard],
    }; // prettier-ignore
  }
}

function providersOf(headquarters: Headquarters): Provider[] {
  const { database, blobs, clock, signingKey, peppers, settings, keys } = headquarters;
  const salesFiles = salesFilesOf(headquarters);
  const { packages, scheduler, runner, retention, contents } = schedulerParts(headquarters);
  const bell = new SessionBell(database);
  const jobs = schedulerJobs({ database, clock, runner, bell, retention });
  const rollouts = new Rollouts(database, clock);
  const log = createLogger({ name: 'scheduler', level: settings.logLevel });
  const boxes = new BoxAuthenticator(database, clock);
  const sessions = new PageSessions<'administrator'>('headquarters', clock);
  const administrator = new AdministratorAuthenticator(keys.tokenFor('admin.token'), sessions);
  const authenticators: Authenticators = { box: boxes, administrator };
  return [
    { provide: PageSessions, useValue: sessions },
    { provide: AdministratorAuthenticator, useValue: administrator },
    { provide: AttemptBrake, useValue: new AttemptBrake(clock) },
    { provide: BlobStore, useValue: blobs },
    { provide: BlobLinks, useValue: new BlobLinks(blobs, { isOn: settings.blobLinks, lifeMs: settings.blobLinkMinutes * 60_000 }, clock) },
    { provide: Packages, useValue: packages },
    { provide: RetailScheduler, useValue: scheduler },
    { provide: Contents, useValue: contents },
    { provide: SessionPoll, useValue: new SessionPoll(database, scheduler, bell) },
    { provide: SchedulerProcess, useValue: new SchedulerProcess(new IntervalRunner(log), [...jobs, rollouts.job], { database, clock }) },
    { provide: SessionBell, useValue: bell },
    { provide: PackageContent, useValue: new PackageContent(database, blobs) },
    { provide: ScheduleRunner, useValue: runner },
    { provide: Rollouts, useValue: rollouts },
    { provide: BoxAuthenticator, useValue: boxes },
    { provide: Uploads, useValue: new Uploads(database, clock) },
    { provide: Resends, useValue: new Resends(database, clock) },
    { provide: EnrolmentCodes, useValue: new EnrolmentCodes(database, clock) },
    { provide: EnrolmentLines, useValue: new EnrolmentLines(headquarters) },
    { provide: Enrolments, useValue: new Enrolments(database, peppers, signingKey.publicKey, clock, new RecoveryCodes(keys)) },
    { provide: Accounts, useValue: new Accounts(database, clock, { reservationMs: settings.reservationHours * 3_600_000 }) },
    { provide: SalesFiles, useValue: salesFiles },
    { provide: ErpDoors, useValue: new ErpDoors(headquarters, salesFiles) },
    { provide: Peppers, useValue: peppers },
    { provide: DATABASE, useValue: database },
    { provide: CLOCK, useValue: clock },
    { provide: BUSINESS_CLOCK, useValue: headquarters.businessClock },
    { provide: AUTHENTICATORS, useValue: authenticators },
  ];
}
