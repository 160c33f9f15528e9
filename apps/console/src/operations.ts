import type { Permission } from '@app/appliance';
import type { Operation } from '@app/kernel';

/** Each says which permission it needs; null is for the session of whoever is logged on, and for what nobody needs to log on for. */
type Differing = Pick<Operation<Permission>, 'id' | 'summary' | 'permission'> & Partial<Operation>;

/** What the console can do. All of it is local: it works with headquarters, and mostly with the scale unit, away. */
function operation(differing: Differing): Operation<Permission> {
  return {
    caller: 'user',
    override: 'none',
    audit: null,
    connectivity: 'local',
    connector: 'local',
    deadlineMs: null,
    retry: 'safe',
    fallback: 'none',
    idempotency: 'none',
    ...differing,
  };
}

const UNIT_DEADLINE = { deadlineMs: 5_000 };
const HEADQUARTERS_DEADLINE = { connectivity: 'needs-headquarters', deadlineMs: 20_000 } as const;

export const OPERATIONS = {
  readFirstRun: operation({ id: 'first-run.read', permission: null, summary: 'Says how far this box is set up.', caller: 'anonymous' }),
  setAdministrator: operation({
    id: 'first-run.set-administrator',
    permission: null,
    summary: 'Sets the password of the administrator, once, with the first-run code of this box.',
    caller: 'anonymous',
    retry: 'never',
  }),
  logOn: operation({ id: 'session.log-on', permission: null, summary: 'Begins a session with the password.', caller: 'anonymous' }),
  readSession: operation({ id: 'session.read', permission: null, summary: 'Says until when the session lasts.' }),
  logOff: operation({ id: 'session.log-off', permission: null, summary: 'Ends the session.' }),
  readStatus: operation({
    id: 'status.read',
    permission: 'look',
    summary: 'Says whether the store sells, from the last answer of the scale unit.',
  }),
  followStatus: operation({ id: 'status.follow', permission: 'look', summary: 'Streams the status as it changes.' }),
  readHistory: operation({ id: 'history.read', permission: 'look', summary: 'Key figures of the last 14 days, by the minute.' }),
  exportHistory: operation({
    id: 'history.export',
    permission: null,
    summary: 'The same in OpenMetrics form, for who has the token of monitoring or a session.',
    caller: 'anonymous',
  }),
  readExchange: operation({
    id: 'exchange.read',
    permission: 'look',
    summary: 'Asks the scale unit how old the data of each job is and what waits.',
    ...UNIT_DEADLINE,
  }),
  readBackups: operation({
    id: 'backup.read',
    permission: 'look',
    summary: 'Lists the copies of the store and what was proven of them.',
    ...UNIT_DEADLINE,
  }),
  makeBackup: operation({ id: 'backup.make', permission: 'copy-store', summary: 'Copies the store now.', ...UNIT_DEADLINE }),
  drillBackup: operation({
    id: 'backup.drill',
    permission: 'copy-store',
    summary: 'Brings a copy back in a scratch folder and proves it.',
    ...UNIT_DEADLINE,
  }),
  readRecoveryCode: operation({
    id: 'recovery-code.read',
    permission: 'read-secrets',
    summary: 'Shows what opens the copies of this box.',
    ...UNIT_DEADLINE,
  }),
  previewEnrolment: operation({
    id: 'enrolment.preview',
    permission: 'enrol-box',
    summary: 'Shows the store an enrolment code is for.',
    ...HEADQUARTERS_DEADLINE,
  }),
  confirmEnrolment: operation({
    id: 'enrolment.confirm',
    permission: 'enrol-box',
    summary: 'Makes this box that store.',
    ...HEADQUARTERS_DEADLINE,
  }),
  issueActivationCode: operation({
    id: 'activation-code.issue',
    permission: 'set-up-registers',
    summary: 'Makes a code that sets up one register.',
    ...UNIT_DEADLINE,
    retry: 'never',
  }),
  revokeDevice: operation({ id: 'device.revoke', permission: 'set-up-registers', summary: 'Shuts a device out.', ...UNIT_DEADLINE }),
  decideCardPayment: operation({
    id: 'card-payment.decide',
    permission: 'decide-payments',
    summary: 'Records what a person found out about an unclear card payment.',
    ...UNIT_DEADLINE,
    retry: 'same-key-only',
  }),
  readLogs: operation({ id: 'log.read', permission: 'diagnose', summary: 'Reads what the processes of this box wrote.' }),
  listFixups: operation({
    id: 'fixup.list',
    permission: 'look',
    summary: 'Says what can be done about what is wrong, what it costs, and what was done.',
  }),
  runFixup: operation({ id: 'fixup.run', permission: 'mend', summary: 'Does one of them.', deadlineMs: 20_000, retry: 'never' }),
  restartUnit: operation({ id: 'scale-unit.restart', permission: 'stop-selling', summary: 'Restarts the scale unit.', deadlineMs: 20_000 }),
} as const;
