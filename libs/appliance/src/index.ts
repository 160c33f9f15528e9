export { PERMISSIONS, permissionsOf, ROLES } from './access/roles';
export type { Permission, Role } from './access/roles';
export { isDownloadLate } from './checks/downloads';
export { registerName } from './facts/register-name';
export { ownObservation } from './facts/observation';
export type { EmergencyCodeState, Observation, UnitFault, UnitProcess } from './facts/observation';
export { isUnderWay } from './facts/planned-work';
export type { PlannedWork } from './facts/planned-work';
export type {
  BoxState,
  ChannelFacts,
  HeadquartersFacts,
  JobFacts,
  LastDayFacts,
  ProcessFacts,
  RegisterFacts,
  UnclearCardPayment,
  UnitStatus,
  UploadFacts,
} from './facts/unit-status';
export type { UpdateFacts, UpdateUnderWay, WrittenReason } from './facts/update-facts';
export type { ActionKind, Cause, Finding, FindingCode, FindingOf, FixupKind, Weight } from './finding';
export { diskFullAt } from './forecast/disk-full-at';
export type { FreeSpace } from './forecast/disk-full-at';
export { salesByTime, SHOWN_MS } from './history/sales-by-time';
export type { HistoryMark, SalesByTime } from './history/sales-by-time';
export { plansFor } from './fixups/plan';
export type { FixupPlan } from './fixups/plan';
export { noticesOf } from './notices/notices';
export type { NoticeFacts } from './notices/notices';
export type { Notice } from './facts/notice';
export { NOTICE_MS, whyNotNow } from './updates/gate';
export type { GateFacts, GateReason, UpdateWindow } from './updates/gate';
export { moveUpdate, resumeUpdate } from './updates/moves';
export type { SlotFacts, UpdateEvent } from './updates/moves';
export { beginUpdate, hasEnded, mayBeCancelled, mayBeGivenUp, UPDATE_ENDS, UPDATE_STEPS } from './updates/update';
export type { Update, UpdateEnd, UpdateOrder, UpdateReason, UpdateReasonCode, UpdateState, UpdateStep } from './updates/update';
export { judge } from './verdict';
export type { Verdict, VerdictState } from './verdict';
export { costOf } from './words/cost-text';
export { lastDayText } from './words/last-day-text';
export { noticeText } from './words/notice-text';
export type { NoticeText } from './words/notice-text';
export { FINDING_CODES, FIXUP_KINDS, labelOf, limitsOf, orderOf, textOf } from './words/sentences';
export type { FindingText } from './words/sentences';
export { underWayText, updateReasonText, updateStepText, whyNotText } from './words/update-text';
export type { UpdateReasonText } from './words/update-text';
export { sentenceOf, titleOf } from './words/verdict-text';
export { amountsText, bytesText, countText, durationText, listText, moneyText, sinceText, timeText } from './words/words';
export type { Words } from './words/words';
