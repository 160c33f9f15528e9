import type { Caller, Operation } from '@app/kernel';

type Given = Pick<Operation, 'id' | 'summary'> & Partial<Operation>;

const COMMON = {
  permission: null, override: 'none', audit: null, connectivity: 'local', connector: 'local',
  deadlineMs: null, retry: 'safe', fallback: 'none', idempotency: 'none',
} as const; // prettier-ignore

const by = (caller: Caller) => (given: Given): Operation => ({ ...COMMON, caller, ...given }); // prettier-ignore
const box = by('box');
const admin = by('administrator');
const anybody = by('anonymous');

/** What boxes may ask of headquarters; every one can be asked again without harm. */
export const EXCHANGE_OPERATIONS = {
  readTime: anybody({ id: 'time.read', summary: 'Headquarters time, signed' }),
  previewEnrolment: anybody({ id: 'enrolment.preview', summary: 'Which store an enrolment code belongs to' }),
  redeemCode: anybody({ id: 'enrolment.redeem', summary: 'Become the box of a store' }),
  listSessions: box({ id: 'session.list', summary: 'Packages waiting for the box' }),
  reportSession: box({ id: 'session.report', summary: 'How far the box is with a package' }),
  resnapshot: box({ id: 'session.resnapshot', summary: 'All rows of a job again' }),
  readManifest: box({ id: 'package.manifest', summary: 'What a package holds, signed' }),
  readBlob: box({ id: 'blob.read', summary: 'A segment, whole or in part' }),
  upload: box({ id: 'upload.take', summary: 'Records of the store' }),
  readUploadHead: box({ id: 'upload.head', summary: 'Up to where headquarters has everything' }),
  proveUpload: box({ id: 'upload.prove', summary: 'Whether headquarters holds these records unchanged' }),
  compareUpload: box({ id: 'upload.compare', summary: 'How many records headquarters holds in ranges, and their digests' }),
  resendRecords: box({ id: 'upload.resend', summary: 'Records that headquarters acknowledged and lost' }),
  compareContent: box({ id: 'content.compare', summary: 'What headquarters has for an entity, in digests' }),
  repairContent: box({ id: 'content.repair', summary: 'Some rows of an entity again' }),
  callRealTime: box({ id: 'real-time.call', summary: 'A call about an account that must be answered now' }),
  beat: box({ id: 'heartbeat.take', summary: 'How a store is' }),
};

/** What an administrator of headquarters may do. */
export const ADMIN_OPERATIONS = {
  listRows: admin({ id: 'company.list', summary: 'Company data, page by page' }),
  putRows: admin({ id: 'company.put', summary: 'Add or replace company data by business key' }),
  mergeRows: admin({ id: 'company.merge', summary: 'Add, replace and remove rows of one kind; what does not fit is listed' }),
  readCurrentPrices: admin({ id: 'price.current', summary: 'What a product costs in a store today' }),
  removeRow: admin({ id: 'company.remove', summary: 'Remove company data' }),
  setPin: admin({ id: 'worker.set-pin', summary: 'Give a worker a PIN' }),
  listConsoleUsers: admin({ id: 'console-user.list', summary: 'Whom headquarters lets in at the console of a store' }),
  putConsoleUser: admin({ id: 'console-user.put', summary: 'Let somebody in at the console of a store, or change role and password' }),
  removeConsoleUser: admin({ id: 'console-user.remove', summary: 'Let somebody in no more' }),
  listChannelDatabases: admin({ id: 'channel-database.list', summary: 'Channel databases and their channels' }),
  putChannelDatabase: admin({ id: 'channel-database.put', summary: 'Make or change a channel database' }),
  putDataGroup: admin({ id: 'data-group.put', summary: 'Make or rename a data group' }),
  beginLoad: admin({ id: 'load.begin', summary: 'Send everything to a channel database again' }),
  listDownloads: admin({ id: 'download.list', summary: 'Sessions of a channel database' }),
  issueCode: admin({ id: 'enrolment-code.issue', summary: 'Make a code that a box enrols with', retry: 'never' }),
  listCauses: admin({ id: 'fleet.list-causes', summary: 'What is wrong in the stores, by its cause' }),
  readHistory: admin({ id: 'box.read-history', summary: 'Key figures of a store of the last 14 days' }),
  listBoxes: admin({ id: 'box.list', summary: 'Boxes and when they were last heard' }),
  findSales: admin({ id: 'sale.find', summary: 'Records by transaction id, receipt number, channel or day' }),
  showRecord: admin({ id: 'record.show', summary: 'The bytes of a record as they came' }),
  totalSales: admin({ id: 'sale.total', summary: 'Sales per channel, day and currency' }),
  listUploads: admin({ id: 'upload.list', summary: 'Up to where each box has delivered' }),
  listUploadSessions: admin({ id: 'upload-session.list', summary: 'Batches that came up, and what became of them' }),
  showChannelUploads: admin({ id: 'upload.channel', summary: 'What a channel sent, what is missing, and what it adds up to' }),
  openGiftCard: admin({ id: 'gift-card.open', summary: 'Give out a gift card', retry: 'never' }),
  showGiftCard: admin({ id: 'gift-card.show', summary: 'What is left on a gift card' }),
  openAccount: admin({
    id: 'account.open',
    summary: 'Give out a voucher, credit memo or loyalty card, or open a customer account',
    retry: 'never',
  }),
  showAccount: admin({ id: 'account.show', summary: 'What is left on an account' }),
  listAlarms: admin({ id: 'alarm.list', summary: 'What somebody must look at' }),
  acknowledgeAlarm: admin({ id: 'alarm.acknowledge', summary: 'Mark an alarm as seen' }),
  listInbox: admin({ id: 'inbox.list', summary: 'Files that ERPs sent, and what became of them' }),
  listInboxRefusals: admin({ id: 'inbox.refusals', summary: 'Lines of a file that were not taken, and why' }),
  approveInboxFile: admin({ id: 'inbox.approve', summary: 'Take a file that is held' }),
  refuseInboxFile: admin({ id: 'inbox.refuse', summary: 'Do not take a file that is held' }),
  listSalesDays: admin({ id: 'sales-day.list', summary: 'Business days, and up to where their sales files are written' }),
  writeSalesFiles: admin({ id: 'sales-file.write', summary: 'Write the sales files of a range of days, also again' }),
  readTransactions: admin({ id: 'transaction.read', summary: 'Everything received, in order of receipt' }),
  listImports: admin({ id: 'import.list', summary: 'Imports of files' }),
  listRefusals: admin({ id: 'import.refusals', summary: 'Rows of a file that were not taken, and why' }),
};

/** What an administrator may do with the Retail Scheduler. */
export const SCHEDULER_OPERATIONS = {
  initialise: admin({ id: 'scheduler.initialise', summary: 'Make what is missing of the predefined set' }),
  readParameters: admin({ id: 'scheduler.parameters', summary: 'Parameters of the scheduler' }),
  setParameters: admin({ id: 'scheduler.set-parameters', summary: 'Change parameters of the scheduler' }),
  readChannelSchema: admin({ id: 'scheduler.channel-schema', summary: 'Which table and column an entity and field goes to' }),
  listJobs: admin({ id: 'job.list', summary: 'Jobs' }),
  putJob: admin({ id: 'job.put', summary: 'Make a job, or rename one and say whether it is urgent' }),
  removeJob: admin({ id: 'job.remove', summary: 'Remove an own job' }),
  listSubjobs: admin({ id: 'subjob.list', summary: 'How each entity goes down' }),
  putSubjob: admin({ id: 'subjob.put', summary: 'Change the job, fields or filter of an entity' }),
  listProfiles: admin({ id: 'connection-profile.list', summary: 'Connection profiles' }),
  putProfile: admin({ id: 'connection-profile.put', summary: 'Make or change a connection profile' }),
  assignProfile: admin({ id: 'connection-profile.assign', summary: 'Say how the box of a channel database uses its line' }),
  listSchedules: admin({ id: 'schedule.list', summary: 'Distribution schedules' }),
  putSchedule: admin({ id: 'schedule.put', summary: 'Make or change a distribution schedule' }),
  removeSchedule: admin({ id: 'schedule.remove', summary: 'Remove an own distribution schedule' }),
  runSchedule: admin({ id: 'schedule.run', summary: 'Run a distribution schedule now' }),
  listRuns: admin({ id: 'schedule.runs', summary: 'Runs of distribution schedules' }),
  listSessions: admin({ id: 'scheduler.sessions', summary: 'Download sessions by channel database, job, state and time' }),
  retrySession: admin({ id: 'session.retry', summary: 'Offer a failed or canceled session again' }),
  cancelSession: admin({ id: 'session.cancel', summary: 'Take a session back' }),
  rerunSession: admin({ id: 'session.rerun', summary: 'Send all rows of a session’s job again', retry: 'never' }),
  readPackage: admin({ id: 'package.read', summary: 'What a package holds' }),
  readPackageRows: admin({ id: 'package.rows', summary: 'Rows of a segment of a package' }),
};

/** What an administrator may do with releases on their way to boxes. Who did it stands in the rollout's own history. */
export const ROLLOUT_OPERATIONS = {
  list: admin({ id: 'rollout.list', summary: 'Rollouts, newest first' }),
  show: admin({ id: 'rollout.show', summary: 'A rollout, its rings and what was decided' }),
  listBoxes: admin({ id: 'rollout.boxes', summary: 'How far each box of a rollout is' }),
  start: admin({ id: 'rollout.start', summary: 'Bring a release to boxes, ring after ring', retry: 'never', audit: 'rollout.started' }),
  halt: admin({ id: 'rollout.halt', summary: 'Give no more orders, and take back those that have not begun', audit: 'rollout.halted' }),
  goOn: admin({ id: 'rollout.go-on', summary: 'Accept the failures so far and go on', audit: 'rollout.resumed' }),
  cancel: admin({ id: 'rollout.cancel', summary: 'End a rollout where it is', audit: 'rollout.cancelled' }),
  undo: admin({
    id: 'rollout.undo',
    summary: 'Bring every box of a rollout back to the release before',
    retry: 'never',
    audit: 'rollout.undone',
  }),
};

/** Sessions of browsers at headquarters' own pages. */
export const SESSION_OPERATIONS = {
  logOn: anybody({ id: 'session.log-on', summary: 'Begin a session with the administrator token' }),
  readSession: admin({ id: 'session.read', summary: 'Until when the session lasts' }),
  logOff: admin({ id: 'session.log-off', summary: 'End the session' }),
};

export const PROBE_OPERATIONS = {
  live: anybody({ id: 'probe.live', summary: 'The process runs' }),
  ready: anybody({ id: 'probe.ready', summary: 'Headquarters can answer boxes' }),
};
