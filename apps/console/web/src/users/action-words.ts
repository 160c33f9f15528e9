const WORDS: Readonly<Record<string, string>> = {
  'first-run.add-admin': 'First admin',
  'session.log-on': 'Log on',
  'session.emergency': 'Log on with the emergency code',
  'session.log-off': 'Log off',
  'second-factor.prove': 'Code of the authenticator',
  'second-factor.begin': 'Key for an authenticator',
  'second-factor.confirm': 'Authenticator set up',
  'password.change': 'Own password',
  'user.add': 'User added',
  'user.change-role': 'Role',
  'user.reset-password': 'First password',
  'user.reset-second-factor': 'Authenticator forgotten',
  'user.remove': 'User removed',
  'emergency-code.make': 'Emergency code made',
  'backup.make': 'Copy of the store',
  'backup.drill': 'Copy proven',
  'recovery-code.read': 'Recovery code shown',
  'enrolment.preview': 'Enrolment code shown',
  'enrolment.confirm': 'Box enrolled',
  'activation-code.issue': 'Code for a register',
  'device.revoke': 'Device shut out',
  'card-payment.decide': 'Card payment decided',
  'fixup.run': 'Mended',
  'scale-unit.restart': 'Scale unit restarted',
};

/** What was done, in a few words; an action that has none is named as the API does. */
export const actionWords = (action: string): string => WORDS[action] ?? action;
