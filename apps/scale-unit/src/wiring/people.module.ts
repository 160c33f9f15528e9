import { Global, Module, type FactoryProvider } from '@nestjs/common';
import { CatalogReader, Journal } from '@app/channel-db';
import type { Database } from '@app/database';
import {
  ActivationService,
  ApprovalsService,
  AuditTrail,
  DeviceAuthenticator,
  EmployeeAuthenticator,
  HeadsFirst,
  PinCheck,
  RegisterHeads,
  SessionsService,
  StaffDirectory,
} from '@app/devices';
import type { Clock } from '@app/kernel';
import { APPROVAL_VERIFIER, AUTHENTICATORS, KeyFiles, type Authenticators } from '@app/platform';
import { sessionRulesOf, SETTINGS, type UnitSettings } from '../config';
import { machineAuthenticator } from './authenticators';
import { BUSINESS_CLOCK, CLOCK, STORE } from './parts';
import { Peppers } from './peppers';

const providers: FactoryProvider[] = [
  { provide: Peppers, inject: [KeyFiles], useFactory: (keys: KeyFiles) => new Peppers(keys) },
  { provide: StaffDirectory, inject: [CatalogReader], useFactory: (catalog: CatalogReader) => new StaffDirectory(catalog) },
  {
    provide: AuditTrail,
    inject: [Journal, CatalogReader, CLOCK, BUSINESS_CLOCK],
    useFactory: (journal: Journal, catalog: CatalogReader, clock: Clock, business: Clock) =>
      new AuditTrail(journal, catalog, clock, business),
  },
  {
    provide: PinCheck,
    inject: [STORE, StaffDirectory, Peppers, CLOCK, AuditTrail],
    useFactory: (store: Database, staff: StaffDirectory, peppers: Peppers, clock: Clock, audit: AuditTrail) =>
      new PinCheck({ store, staff, clock, audit, pepperOf: (legalEntityId) => peppers.of(legalEntityId) }),
  },
  { provide: RegisterHeads, inject: [STORE, CLOCK], useFactory: (store: Database, clock: Clock) => new RegisterHeads(store, clock) },
  {
    provide: SessionsService,
    inject: [STORE, PinCheck, AuditTrail, RegisterHeads, SETTINGS, CLOCK],
    useFactory: (store: Database, pins: PinCheck, audit: AuditTrail, heads: RegisterHeads, settings: UnitSettings, clock: Clock) =>
      new SessionsService({ store, pins, audit, heads, clock, rules: sessionRulesOf(settings) }),
  },
  {
    provide: ActivationService,
    inject: [STORE, CatalogReader, AuditTrail, CLOCK],
    useFactory: (store: Database, catalog: CatalogReader, audit: AuditTrail, clock: Clock) =>
      new ActivationService(store, catalog, audit, clock),
  },
  {
    provide: ApprovalsService,
    inject: [STORE, PinCheck, AuditTrail, KeyFiles, CLOCK],
    useFactory: (store: Database, pins: PinCheck, audit: AuditTrail, keys: KeyFiles, clock: Clock) =>
      new ApprovalsService({ store, pins, audit, clock, secret: keys.tokenFor('approvals.secret') }),
  },
  {
    provide: DeviceAuthenticator,
    inject: [STORE, CLOCK],
    useFactory: (store: Database, clock: Clock) => new DeviceAuthenticator(store, clock),
  },
  {
    provide: EmployeeAuthenticator,
    inject: [DeviceAuthenticator, StaffDirectory, STORE, SETTINGS, CLOCK],
    useFactory: (devices: DeviceAuthenticator, staff: StaffDirectory, store: Database, settings: UnitSettings, clock: Clock) =>
      new EmployeeAuthenticator(devices, staff, store, sessionRulesOf(settings), clock),
  },
  {
    provide: AUTHENTICATORS,
    inject: [KeyFiles, DeviceAuthenticator, EmployeeAuthenticator, RegisterHeads],
    useFactory: (keys: KeyFiles, device: DeviceAuthenticator, employees: EmployeeAuthenticator, heads: RegisterHeads): Authenticators => ({
      machine: machineAuthenticator(keys),
      device,
      employee: new HeadsFirst(employees, heads),
    }),
  },
  { provide: APPROVAL_VERIFIER, inject: [ApprovalsService], useFactory: (approvals: ApprovalsService) => approvals },
];

/** Who may call: devices, employees, the machine itself. */
@Global()
@Module({ providers, exports: providers.map(({ provide }) => provide) })
export class PeopleModule {}
