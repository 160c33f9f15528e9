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
  readManifest: box({ id: 'package.manifest', summary: 'What a package holds, signed' }),
  readBlob: box({ id: 'blob.read', summary: 'A segment, whole or in part' }),
  upload: box({ id: 'upload.take', summary: 'Records of the store' }),
  readUploadHead: box({ id: 'upload.head', summary: 'Up to where headquarters has everything' }),
  proveUpload: box({ id: 'upload.prove', summary: 'Whether headquarters holds these records unchanged' }),
  callRealTime: box({ id: 'real-time.call', summary: 'A gift card call that must be answered now' }),
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
  listChannelDatabases: admin({ id: 'channel-database.list', summary: 'Channel databases and their channels' }),
  putChannelDatabase: admin({ id: 'channel-database.put', summary: 'Make or change a channel database' }),
  putDataGroup: admin({ id: 'data-group.put', summary: 'Make or rename a data group' }),
  beginLoad: admin({ id: 'load.begin', summary: 'Send everything to a channel database again' }),
  listDownloads: admin({ id: 'download.list', summary: 'Sessions of a channel database' }),
  issueCode: admin({ id: 'enrolment-code.issue', summary: 'Make a code that a box enrols with', retry: 'never' }),
  listBoxes: admin({ id: 'box.list', summary: 'Boxes and when they were last heard' }),
  findSales: admin({ id: 'sale.find', summary: 'Records by transaction id, receipt number, channel or day' }),
  showRecord: admin({ id: 'record.show', summary: 'The bytes of a record as they came' }),
  totalSales: admin({ id: 'sale.total', summary: 'Sales per channel, day and currency' }),
  listUploads: admin({ id: 'upload.list', summary: 'Up to where each box has delivered' }),
  openGiftCard: admin({ id: 'gift-card.open', summary: 'Give out a gift card', retry: 'never' }),
  showGiftCard: admin({ id: 'gift-card.show', summary: 'What is left on a gift card' }),
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

export const PROBE_OPERATIONS = {
  live: anybody({ id: 'probe.live', summary: 'The process runs' }),
  ready: anybody({ id: 'probe.ready', summary: 'Headquarters can answer boxes' }),
};
