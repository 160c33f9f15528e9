export { PROTOCOL_VERSION, SCHEMA_VERSION } from './version';
export { GENESIS, headAfter, nextHead, sha256Hex } from './digest';
export {
  accountNumber,
  bigintText,
  businessKey,
  counter,
  currencyCode,
  digestHex,
  instant,
  jobId,
  localDate,
  moneyText,
  quantityText,
  rateText,
  shortText,
  tenderFunction,
  unitPriceText,
  uuid,
} from './texts';
export type { EntityDefinition, JobId, RowOf } from './entities/define-entity';
export { fieldsOf } from './entities/fields';
export type { EntityField, FieldKind } from './entities/fields';
export { fieldRules } from './entities/field-rules';
export type { FieldRule, ValueRule } from './entities/field-rules';
export { cellsOf, cellTypeOf, storedTable } from './entities/stored-row';
export type { StoredCell, StoredColumn, StoredTable } from './entities/stored-row';
export { ALL_JOBS, ENTITIES, entitiesOf, entityNamed, FIRST_LOAD_JOBS, JOB_NAMES, SELLING_JOBS, UPLOAD_JOB } from './entities';
export { keyText, rowText, wireText } from './entities/canonical-row';
export { BUCKET_COUNT, bucketOf, ContentSum, ENDS_WITH, wholeDigest } from './content/content-sum';
export type { BucketValue } from './content/content-sum';
export {
  barcodeMaskEntity,
  channelEntity,
  currencyEntity,
  exchangeRateEntity,
  itemTaxGroupCodeEntity,
  legalEntityEntity,
  refundTenderEntity,
  registerEntity,
  taxCodeEntity,
  taxGroupCodeEntity,
  chargeCodeEntity,
  taxOverrideEntity,
  tenderTypeEntity,
  unitOfMeasureEntity,
} from './entities/configuration';
export { receiptFormatEntity, receiptLayout } from './entities/receipts';
export { permissionGroupEntity, workerEntity } from './entities/staff';
export {
  categoryEntity,
  priceAdjustmentEntity,
  priceEntity,
  productBarcodeEntity,
  productEntity,
  unitConversionEntity,
} from './entities/merchandise';
export { customerEntity, loyaltyCardEntity } from './entities/customers';
export { productLinkEntity, saleRestrictionEntity } from './entities/goods';
export { couponEntity, offerEntity, offerLineEntity, offerPriceGroupEntity } from './entities/offers';
export { priceGroupEntity, priceGroupMemberEntity } from './entities/price-groups';
export { boxIdentity, RECORD_TYPES, recordHeader } from './records/header';
export type { BoxIdentity, RecordHeader, RecordType } from './records/header';
export { returnOrigin, saleBody, saleLine, saleTender, voidBody } from './records/sale';
export type { SaleBody, SaleBodyWire, VoidBody } from './records/sale';
export { discountInputs } from './records/sale-discounts';
export type { DiscountInputs, DiscountInputsWire } from './records/sale-discounts';
export { auditBody, cashBody, shiftCloseBody, shiftOpenBody, shiftReduction, shiftTenderTotal } from './records/shift';
export type { AuditBody, CashBody, ShiftCloseBody, ShiftOpenBody } from './records/shift';
export { capsule, decodeRecord, encodeRecord } from './records';
export type { Capsule, DecodedRecord, RecordBody } from './records';
export { enrolmentAnswer, enrolmentPreviewAnswer, enrolmentPreviewRequest, enrolmentRequest, timeAnswer } from './exchange/enrolment';
export type { EnrolmentAnswer, EnrolmentPreviewAnswer, EnrolmentPreviewRequest, EnrolmentRequest, Predecessor } from './exchange/enrolment';
export {
  connectionProfile,
  coveredEntities,
  downloadSession,
  PACKAGE_FILE_END,
  PACKAGE_KINDS,
  packageManifest,
  plannedJob,
  segment,
  SESSION_STATES,
  sessionList,
  sessionReport,
  signedManifest,
  snapshotRequest,
} from './exchange/download';
export type {
  ConnectionProfile,
  DownloadSession,
  PackageKind,
  PackageManifest,
  PlannedJob,
  Segment,
  SessionReport,
  SessionState,
  SignedManifest,
} from './exchange/download';
export { contentAnswer, contentQuery, repairRequest } from './exchange/content';
export type { ContentAnswer, ContentQuery, RepairRequest } from './exchange/content';
export {
  proofAnswer,
  proofRequest,
  rangeAnswer,
  rangeQuery,
  recordSignatures,
  RESEND_REFUSALS,
  resendAnswer,
  resendHeader,
  uploadAnswer,
  uploadHeader,
  uploadHeadAnswer,
  uploadHeadQuery,
} from './exchange/upload';
export type { ResendHeader, ResendRefusal, UploadAnswer, UploadHeader } from './exchange/upload';
export { realTimeOperations } from './exchange/real-time';
export type { AccountKind, RealTimeInput, RealTimeOperation, RealTimeOutput } from './exchange/real-time';
export { consoleUser, consoleUsersDigest } from './exchange/console-users';
export type { ConsoleUser } from './exchange/console-users';
export { heartbeat, heartbeatAnswer, MOST_POINTS } from './exchange/heartbeat';
export type { Heartbeat, HeartbeatAnswer } from './exchange/heartbeat';
export { orderedUpdate, releaseVersion } from './exchange/updates';
export type { BoxUpdates, OrderedUpdate, UpdateNews, UpdateReport } from './exchange/updates';
export { generateSigningKeyPair, publicKeyOf, signBytes, signingKeyFromPem, verifyBytes } from './signature/keys';
export type { NewKeyPair, SigningKey } from './signature/keys';
export { claimedSigner, newNonce, SIGNATURE_WINDOW_MS, signAnswer, signRequest, verifyAnswer, verifyRequest } from './signature/messages';
export type { IncomingAnswer, IncomingRequest, SignatureRefusal, Verification } from './signature/messages';
export { NonceMemory } from './signature/nonce-memory';
export { contentDigest } from './signature/signature-base';
export type { ReceivedHeaders, SignatureHeaders } from './signature/signature-base';
