import { read, write } from './define-operation';

const machine = { caller: 'machine' } as const;

/** Everything the management API on loopback can do. */
export const MANAGEMENT_OPERATIONS = {
  showStatus: read({ id: 'status.show', summary: 'The state of the box', ...machine }),
  showSalesRate: read({ id: 'sales-rate.show', summary: 'Sales per minute', ...machine }),
  countSales: read({ id: 'sale.count', summary: 'How many sales there were between two moments', ...machine }),
  showAllMetrics: read({ id: 'metrics.show', summary: 'Every figure for monitoring', ...machine }),
  showOperationMap: read({ id: 'operation.map', summary: 'What works now, what waits for headquarters, and what works in part', ...machine }),
  showDiagnostics: read({ id: 'diagnostics.show', summary: 'Versions, settings, and how much each table holds', ...machine }),
  listSlowOperations: read({ id: 'slow-operation.list', summary: 'The slowest requests of the last day', ...machine }),
  showEnrolment: read({ id: 'enrolment.show', summary: 'Whether the box is enrolled', ...machine }),
  previewEnrolment: write({ id: 'enrolment.preview', summary: 'Which store a code belongs to', ...machine, idempotency: 'none', connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 15_000, fallback: 'refuse' }),
  confirmEnrolment: write({ id: 'enrolment.confirm', summary: 'Become that store', ...machine, audit: 'enrolled', idempotency: 'none', retry: 'safe', connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 15_000, fallback: 'refuse' }),
  listRegisters: read({ id: 'register.list', summary: 'Registers and their devices', ...machine }),
  issueActivationCode: write({ id: 'activation-code.issue', summary: 'Make a one-time code for a register', ...machine, audit: 'activation-code-issued', idempotency: 'none' }),
  revokeDevice: write({ id: 'device.revoke', summary: 'Take a device out of service', ...machine, audit: 'device-revoked', idempotency: 'none', retry: 'safe' }),
  decideAttempt: write({ id: 'tender-attempt.decide-by-machine', summary: 'Record how an unclear payment ended, from the console', ...machine, audit: 'payment-decided', idempotency: 'none', retry: 'safe' }),
  showMissingRecords: read({ id: 'journal.missing', summary: 'Records this box lost and no register has given back yet', ...machine }),
  declareLost: write({ id: 'journal.declare-lost', summary: 'Decide that missing records will not come back, and sell on', ...machine, audit: 'record-lost', idempotency: 'none', retry: 'safe' }),
  showExchange: read({ id: 'exchange.show', summary: 'What came down, how old it is, and what waits to go up', ...machine }),
  retryQuarantine: write({ id: 'exchange.retry', summary: 'Read rows in quarantine again, and ask headquarters at once', ...machine, idempotency: 'none', retry: 'safe' }),
  sendNow: write({ id: 'exchange.send', summary: 'Send what waits for headquarters without waiting for the next try', ...machine, idempotency: 'none', retry: 'safe' }),
  renewCertificate: write({ id: 'certificate.renew', summary: 'Make the certificate anew when it is due', ...machine, idempotency: 'none', retry: 'safe' }),
  planWork: write({ id: 'planned-work.set', summary: 'Tell registers and monitoring that the box will be worked on', ...machine, idempotency: 'none', retry: 'safe' }),
  endWork: write({ id: 'planned-work.end', summary: 'Say that planned work is over', ...machine, idempotency: 'none', retry: 'safe' }),
  pauseExchange: write({ id: 'exchange.pause', summary: 'Let nothing come down, or let it come down again', ...machine, idempotency: 'none', retry: 'safe' }),
  requestSnapshot: write({ id: 'exchange.resnapshot', summary: 'Ask for all rows of one job again', ...machine, idempotency: 'none', connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 60_000, fallback: 'refuse' }),
  showBackups: read({ id: 'backup.show', summary: 'Copies of the store, and what was proven of them', ...machine }),
  makeBackup: write({ id: 'backup.make', summary: 'Copy the store now', ...machine, idempotency: 'none', retry: 'safe' }),
  drillBackup: write({ id: 'backup.drill', summary: 'Bring a copy back in a scratch folder and prove it', ...machine, idempotency: 'none', retry: 'safe' }),
  restoreBackup: write({ id: 'backup.restore', summary: 'Go on with a copy of the box that was here before', ...machine, idempotency: 'none', retry: 'safe' }),
  showRecoveryCode: read({ id: 'recovery-code.show', summary: 'What opens the copies of this box', ...machine }),
  showExchangeCheck: read({ id: 'exchange-check.show', summary: 'What the last comparison with headquarters found', ...machine }),
  runExchangeCheck: write({ id: 'exchange-check.run', summary: 'Compare records and rows with headquarters, and mend what differs', ...machine, idempotency: 'none', retry: 'safe', connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 300_000, fallback: 'refuse' }),
}; // prettier-ignore
