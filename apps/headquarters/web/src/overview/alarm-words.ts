/** What stands in an alarm's place, in words; one that is new here says its own name. */
const WORDS: Readonly<Record<string, string>> = {
  'upload.fork': 'A copy of this box sold on its own. Its records are kept apart.',
  'record.conflict': 'The same record came with other content. The first one is kept.',
  'record.quarantined': 'A record could not be read. It is kept aside.',
  'record.missing': 'A record was missing here and was asked for again.',
  'record.different': 'A record here differs from the one in the store.',
  'register.chain-broken': 'The receipts of a register do not follow each other.',
  'download.given-up': 'The store could not take a package. See its failed sessions.',
  'gift-card.unknown-operation': 'A sale names a payment from an account that nobody asked for.',
  'gift-card.overdrawn': 'An account paid more than was on it.',
  'gift-card.other-amount': 'A payment from an account came with another amount.',
  'inbox.file-held': 'A file looks wrong and waits for a decision. See Files.',
  'inbox.file-refused': 'A file was not taken. See Files.',
  'inbox.mapping-unusable': 'A mapping file cannot be used.',
  'rollout.halted': 'A release was halted: too many stores did not take it. See Releases.',
  'webhook.failing': 'The receiver of the webhook does not take records.',
};

export const alarmWords = (kind: string): string => WORDS[kind] ?? kind;
