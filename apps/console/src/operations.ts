import type { Operation } from '@app/kernel';

type Differing = Pick<Operation, 'id' | 'summary'> & Partial<Operation>;

/** What the console can do. All of it is local: it works with headquarters, and mostly with the scale unit, away. */
function operation(differing: Differing): Operation {
  return {
    caller: 'administrator',
    permission: null,
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
  readFirstRun: operation({ id: 'first-run.read', summary: 'Says how far this box is set up.', caller: 'anonymous' }),
  setAdministrator: operation({
    id: 'first-run.set-administrator',
    summary: 'Sets the password of the administrator, once, with the first-run code of this box.',
    caller: 'anonymous',
    retry: 'never',
  }),
  logOn: operation({ id: 'session.log-on', summary: 'Begins a session with the password.', caller: 'anonymous' }),
  readSession: operation({ id: 'session.read', summary: 'Says until when the session lasts.' }),
  logOff: operation({ id: 'session.log-off', summary: 'Ends the session.' }),
  readStatus: operation({ id: 'status.read', summary: 'Says whether the store sells, from the last answer of the scale unit.' }),
  followStatus: operation({ id: 'status.follow', summary: 'Streams the status as it changes.' }),
  readExchange: operation({
    id: 'exchange.read',
    summary: 'Asks the scale unit how old the data of each job is and what waits.',
    ...UNIT_DEADLINE,
  }),
  readBackups: operation({ id: 'backup.read', summary: 'Lists the copies of the store and what was proven of them.', ...UNIT_DEADLINE }),
  makeBackup: operation({ id: 'backup.make', summary: 'Copies the store now.', ...UNIT_DEADLINE }),
  drillBackup: operation({ id: 'backup.drill', summary: 'Brings a copy back in a scratch folder and proves it.', ...UNIT_DEADLINE }),
  readRecoveryCode: operation({ id: 'recovery-code.read', summary: 'Shows what opens the copies of this box.', ...UNIT_DEADLINE }),
  previewEnrolment: operation({
    id: 'enrolment.preview',
    summary: 'Shows the store an enrolment code is for.',
    ...HEADQUARTERS_DEADLINE,
  }),
  confirmEnrolment: operation({ id: 'enrolment.confirm', summary: 'Makes this box that store.', ...HEADQUARTERS_DEADLINE }),
  issueActivationCode: operation({
    id: 'activation-code.issue',
    summary: 'Makes a code that sets up one register.',
    ...UNIT_DEADLINE,
    retry: 'never',
  }),
  revokeDevice: operation({ id: 'device.revoke', summary: 'Shuts a device out.', ...UNIT_DEADLINE }),
  decideCardPayment: operation({
    id: 'card-payment.decide',
    summary: 'Records what a person found out about an unclear card payment.',
    ...UNIT_DEADLINE,
    retry: 'same-key-only',
  }),
  listFixups: operation({ id: 'fixup.list', summary: 'Says what can be done about what is wrong, what it costs, and what was done.' }),
  runFixup: operation({ id: 'fixup.run', summary: 'Does one of them.', deadlineMs: 20_000, retry: 'never' }),
  restartUnit: operation({ id: 'scale-unit.restart', summary: 'Restarts the scale unit.', deadlineMs: 20_000 }),
} as const;
