import type { Type } from '@nestjs/common';
import { BackupsModule } from '../backups/backups.module';
import { CapsulesModule } from '../capsules/capsules.module';
import { CartsModule } from '../carts/carts.module';
import { CatalogModule } from '../register/catalog.module';
import { DevicesModule } from '../devices/devices.module';
import { DiagnosticsModule } from '../diagnostics/diagnostics.module';
import { EnrolmentModule } from '../enrolment/enrolment.module';
import { EventsModule } from '../events/events.module';
import { ExchangeModule } from '../exchange/exchange.module';
import { HealthModule } from '../health/health.module';
import { HousekeepingModule } from '../housekeeping/housekeeping.module';
import { JournalModule } from '../journal/journal.module';
import { NoticesModule } from '../notices/notices.module';
import { OperationsModule } from '../operations/operations.module';
import { ProbesModule } from '../probes/probes.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { SessionModule } from '../session/session.module';
import { ShiftsModule } from '../shifts/shifts.module';
import { StatusModule } from '../status/status.module';
import { TenderAttemptsModule } from '../tender-attempts/tender-attempts.module';
import { UpkeepModule } from '../upkeep/upkeep.module';
import { UploadStateModule } from '../upload-state/upload-state.module';
import { OperatingModule } from './operating.module';

/** Every feature of the unit, one module each: its controllers, and its services bound to what they need. */
export const FEATURES: readonly Type[] = [
  ProbesModule,
  DevicesModule,
  SessionModule,
  CapsulesModule,
  JournalModule,
  ExchangeModule,
  EnrolmentModule,
  HealthModule,
  DiagnosticsModule,
  HousekeepingModule,
  BackupsModule,
  StatusModule,
  EventsModule,
  NoticesModule,
  OperationsModule,
  UploadStateModule,
  UpkeepModule,
  CatalogModule,
  CartsModule,
  ReceiptsModule,
  OperatingModule,
  ShiftsModule,
  TenderAttemptsModule,
];
