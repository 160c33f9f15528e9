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

/** What changes something, or shows what must not be known: the audit trail has who did it. */
const action = (differing: Differing): Operation<Permission> => operation({ audit: differing.id, ...differing });

const UNIT_DEADLINE = { deadlineMs: 5_000 };
const HEADQUARTERS_DEADLINE = { connectivity: 'needs-headquarters', deadlineMs: 20_000 } as const;

export const OPERATIONS = {
  readFirstRun: operation({ id: 'first-run.read', permission: null, summary: 'Says how far this box is set up.', caller: 'anonymous' }),
  addFirstAdmin: action({
    id: 'first-run.add-admin',
    permission: null,
    summary: 'Adds the first admin, once, with the first-run code of this box.',
    caller: 'anonymous',
    retry: 'never',
  }),
  logOn: action({ id: 'session.log-on', permission: null, summary: 'Begins a session with name and password.', caller: 'anonymous' }),
  useEmergencyCode: action({
    id: 'session.emergency',
    permission: null,
    summary: 'Begins a session as admin with the emergency code, which is spent.',
    caller: 'anonymous',
    retry: 'never',
  }),
  readSession: operation({ id: 'session.read', permission: null, summary: 'Says whose session it is and until when it lasts.' }),
  logOff: action({ id: 'session.log-off', permission: null, summary: 'Ends the session.' }),
  proveSecondFactor: action({ id: 'second-factor.prove', permission: null, summary: 'Takes a code of the authenticator.', retry: 'never' }),
  beginSecondFactor: action({ id: 'second-factor.begin', permission: null, summary: 'Shows a secret for an authenticator.' }),
  confirmSecondFactor: action({ id: 'second-factor.confirm', permission: null, summary: 'Sets the authenticator up.', retry: 'never' }),
  changeOwnPassword: action({ id: 'password.change', permission: null, summary: 'Changes the password of whoever is logged on.' }),
  listUsers: operation({ id: 'user.list', permission: 'manage-users', summary: 'Lists who may log on.' }),
  addUser: action({
    id: 'user.add',
    permission: 'manage-users',
    summary: 'Adds a user, with a password for the first time.',
    retry: 'never',
  }),
  changeRole: action({ id: 'user.change-role', permission: 'manage-users', summary: 'Gives a user another role.' }),
  resetPassword: action({ id: 'user.reset-password', permission: 'manage-users', summary: 'Gives a user a password for the first time.' }),
  resetSecondFactor: action({
    id: 'user.reset-second-factor',
    permission: 'manage-users',
    summary: 'Forgets the authenticator of a user.',
  }),
  removeUser: action({ id: 'user.remove', permission: 'manage-users', summary: 'Removes a user.' }),
  readEmergencyCode: operation({
    id: 'emergency-code.read',
    permission: 'manage-users',
    summary: 'Says whether there is an emergency code.',
  }),
  makeEmergencyCode: action({
    id: 'emergency-code.make',
    permission: 'manage-users',
    summary: 'Makes a new emergency code.',
    retry: 'never',
  }),
  readAudit: operation({ id: 'audit.read', permission: 'manage-users', summary: 'Lists who did what here.' }),
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
  readSettings: operation({ id: 'settings.read', permission: 'look', summary: 'Says how this box is connected and watched.' }),
  readUpdates: operation({
    id: 'update.read',
    permission: 'look',
    summary: 'Says which release runs, what is offered, how far an update is and why it waits, and what became of those before.',
  }),
  lookForReleases: action({ id: 'update.look', permission: 'mend', summary: 'Asks anew which releases are offered.' }),
  orderRelease: action({ id: 'update.order', permission: 'change-release', summary: 'Orders a release to be installed.', retry: 'never' }),
  undoUpdate: action({
    id: 'update.undo',
    permission: 'change-release',
    summary: 'Orders to go back to the release before.',
    retry: 'never',
  }),
  cancelUpdate: action({ id: 'update.cancel', permission: 'change-release', summary: 'Gives up what is ordered or under way.' }),
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
  makeBackup: action({ id: 'backup.make', permission: 'copy-store', summary: 'Copies the store now.', ...UNIT_DEADLINE }),
  drillBackup: action({
    id: 'backup.drill',
    permission: 'copy-store',
    summary: 'Brings a copy back in a scratch folder and proves it.',
    ...UNIT_DEADLINE,
  }),
  readRecoveryCode: action({
    id: 'recovery-code.read',
    permission: 'read-secrets',
    summary: 'Shows what opens the copies of this box.',
    ...UNIT_DEADLINE,
  }),
  previewEnrolment: action({
    id: 'enrolment.preview',
    permission: 'enrol-box',
    summary: 'Shows the store an enrolment code is for.',
    ...HEADQUARTERS_DEADLINE,
  }),
  confirmEnrolment: action({
    id: 'enrolment.confirm',
    permission: 'enrol-box',
    summary: 'Makes this box that store.',
    ...HEADQUARTERS_DEADLINE,
  }),
  issueActivationCode: action({
    id: 'activation-code.issue',
    permission: 'set-up-registers',
    summary: 'Makes a code that sets up one register.',
    ...UNIT_DEADLINE,
    retry: 'never',
  }),
  revokeDevice: action({ id: 'device.revoke', permission: 'set-up-registers', summary: 'Shuts a device out.', ...UNIT_DEADLINE }),
  decideCardPayment: action({
    id: 'card-payment.decide',
    permission: 'decide-payments',
    summary: 'Records what a person found out about an unclear card payment.',
    ...UNIT_DEADLINE,
    retry: 'same-key-only',
  }),
  listSlowOperations: operation({
    id: 'slow-operation.list',
    permission: 'diagnose',
    summary: 'Asks the scale unit what took long in the last day.',
    ...UNIT_DEADLINE,
  }),
  collectSupportBundle: operation({
    id: 'support-bundle.collect',
    permission: 'diagnose',
    summary: 'Collects what support wants to know, for a look at it.',
    audit: 'support-bundle-collected',
    deadlineMs: 60_000,
  }),
  readSupportBundle: operation({ id: 'support-bundle.read', permission: 'diagnose', summary: 'Lists what was collected.' }),
  readSupportBundlePart: operation({
    id: 'support-bundle.read-part',
    permission: 'diagnose',
    summary: 'Shows a part of what was collected.',
  }),
  downloadSupportBundle: operation({
    id: 'support-bundle.download',
    permission: 'diagnose',
    summary: 'Makes a zip file of what was collected.',
    audit: 'support-bundle-downloaded',
  }),
  readOperationMap: operation({
    id: 'operation-map.read',
    permission: 'look',
    summary: 'Asks the scale unit what registers can do now.',
    ...UNIT_DEADLINE,
  }),
  readLogs: operation({ id: 'log.read', permission: 'diagnose', summary: 'Reads what the processes of this box wrote.' }),
  listFixups: operation({
    id: 'fixup.list',
    permission: 'look',
    summary: 'Says what can be done about what is wrong, what it costs, and what was done.',
  }),
  runFixup: action({ id: 'fixup.run', permission: 'mend', summary: 'Does one of them.', deadlineMs: 20_000, retry: 'never' }),
  planWork: action({
    id: 'planned-work.set',
    permission: 'stop-selling',
    summary: 'Tells registers and monitoring that the box will be worked on.',
    ...UNIT_DEADLINE,
  }),
  endWork: action({ id: 'planned-work.end', permission: 'stop-selling', summary: 'Says that planned work is over.', ...UNIT_DEADLINE }),
  restartUnit: action({ id: 'scale-unit.restart', permission: 'stop-selling', summary: 'Restarts the scale unit.', deadlineMs: 20_000 }),
} as const;
