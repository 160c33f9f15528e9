export { CatalogReader } from './catalog/catalog-reader';
export type { ScannedData, SellingData } from './catalog/catalog-reader';
export { SwitchingSource } from './catalog/catalog-source';
export type { CatalogSource, OpenedReader } from './catalog/catalog-source';
export { CATALOG_TABLES, catalogTable, decoderOf } from './catalog/catalog-tables';
export type { CatalogCell, CatalogRow } from './catalog/catalog-tables';
export type {
  CatalogConfiguration,
  ChannelRow,
  LegalEntityRow,
  PermissionGroupRow,
  PriceGroupMemberRow,
  PriceGroupRow,
  RegisterRow,
  TenderTypeRow,
  UnitOfMeasureRow,
  WorkerRow,
} from './catalog/configuration';
export { appliedPackage, FORGET_OLD_SESSIONS, HISTORY_MS, quarantinedRows } from './catalog/download-state';
export type { AppliedPackage, JobState, QuarantinedRow } from './catalog/download-state';
export { currentGeneration, generationFile, pointToGeneration, removeGeneration, removeOtherGenerations } from './catalog/generations';
export { openMssqlCatalog, openSqliteCatalog } from './catalog/open-catalog';
export type { Catalog } from './catalog/open-catalog';
export type { OfferFinder, FoundOffers, OfferedProduct, OfferQuery } from './catalog/offers/offer-finder';
export { customersByPhone, findCustomer, findLoyaltyCard } from './catalog/customers';
export type { CustomerRow, LoyaltyCardRow } from './catalog/customers';
export { priceGroupsOf } from './catalog/price-groups';
export { receiptFormatOf } from './catalog/receipt-formats';
export type { PriceGroupSeeker } from './catalog/price-groups';
export { bookOf, onShelf } from './catalog/pricing-book';
export type { Assortment, ShelfRow } from './catalog/pricing-book';
export type { ListedProduct, ProductPage, ProductPageQuery } from './catalog/product-page';
export { downloadCursorTable, downloadQuarantineTable, downloadSessionTable, stagedRowTable, tableOfEntity } from './catalog/server-tables';
export { changesSearched, KEEP_INDEX_CURRENT } from './search/changes-searched';
export { searchState } from './search/index-changes';
export {
  categoryNames,
  idsBeginning,
  productsOf,
  productsOfDigits,
  rowsOfNumbers,
  rowsOfProducts,
  wordsAlike,
  wordsBeginning,
  wordsNamed,
} from './search/read-index';
export type { KnownWord, RankedRow } from './search/read-index';
export type { SearchState } from './search/index-changes';
export { NumberSet } from './search/number-set';
export { categoryTerm, openingTerm, WEIGHED_TERM } from './search/product-terms';
export { isTypoOf, typoDistance } from './search/spelling';
export { updateSearchIndex } from './search/update-search-index';
export type { IndexOutcome } from './search/update-search-index';
export { wordsOf } from './search/words';
export { CATALOG_MIGRATIONS } from './migrations/catalog-migrations';
export { STORE_MIGRATIONS } from './migrations/store-migrations';
export { countTables } from './table-counts';
export { openMssqlStore, openSqliteStore } from './store/open-store';
export { STORE_TABLES } from './store/tables';
export type { BoxState } from './store/tables/box';
export type { AttemptState } from './store/tables/carts';
export type { ConflictKind } from './store/tables/journal';
export type { ShiftState } from './store/tables/shifts';
export { Journal } from './store/journal/journal';
export type { AppendPorts } from './store/journal/append-record';
export type { AppendedRecord, AppendRequest, RecordChannel, RecordNumbers, RecordSigner, Stream } from './store/journal/record-types';
export type { AwaitedDevice } from './store/journal/import/awaited-devices';
export {
  countOfMissing,
  missingOf,
  presentAcknowledged,
  presentElsewhere,
  presentHeads,
  settleBehind,
} from './store/journal/import/behind';
export type { Missing, RegisterHead } from './store/journal/import/behind';
export { missingBefore } from './store/journal/import/missing-before';
export type { MissingBefore } from './store/journal/import/missing-before';
export { fileMarkOf, presentFile } from './store/journal/import/file-mark';
export type { LossDecision } from './store/journal/import/declare-lost';
export type { CapsuleVerifier, ImportReport } from './store/journal/import/import-capsules';
export { clearAlarm, raiseAlarm, standingAlarms } from './store/repositories/alarms';
export type { Alarm, StandingAlarm } from './store/repositories/alarms';
export { bookDifferences, booksOf } from './store/repositories/books';
export type { StreamBook } from './store/repositories/books';
export { adoptFork, findBox, saveEnrolment, supersedeBox, takeOverStore } from './store/repositories/boxes';
export type { Box, Enrolment } from './store/repositories/boxes';
export { claimOrder, findOrder, openOrdersOf, settledQuantities } from './store/repositories/customer-orders';
export type { StoredOrder } from './store/repositories/customer-orders';
export { couponUses } from './store/repositories/coupon-uses';
export type { CouponUser } from './store/repositories/coupon-uses';
export { findCart, insertCart, openCartsOf, reopenCart, suspendedCartsOf, updateCart } from './store/repositories/carts';
export { findDepositSlip } from './store/repositories/deposit-slips';
export {
  activateDevice,
  burnActivationCodes,
  findDevice,
  findDeviceByToken,
  insertActivationCode,
  listDevices,
  revokeDevice,
  touchDevice,
} from './store/repositories/devices';
export type { ActivationCode, Device, NewDevice } from './store/repositories/devices';
export { findCallingPair } from './store/repositories/callers';
export type { CallingDevice, CallingPair, CallingSession } from './store/repositories/callers';
export {
  activeSessions,
  beginSession,
  changeSession,
  endAllSessions,
  endSessionsOf,
  findSessionByToken,
  touchSession,
} from './store/repositories/employee-sessions';
export type { EmployeeSession, SessionState } from './store/repositories/employee-sessions';
export { findKey, withKey } from './store/repositories/idempotency';
export type { KeyOutcome, RequestKey } from './store/repositories/idempotency';
export { findKnownRequest } from './store/repositories/known-request';
export type { KnownRequest } from './store/repositories/known-request';
export { findLockOut, forgiveFailures, saveFailure } from './store/repositories/lock-outs';
export type { LockOut, LockOutKey } from './store/repositories/lock-outs';
export { changeRealTimeCall, findRealTimeCall, insertRealTimeCall, unansweredCalls } from './store/repositories/real-time-calls';
export type { RealTimeCall } from './store/repositories/real-time-calls';
export { downloadFailures, insertDownloadFailure } from './store/repositories/download-failures';
export type { DownloadFailure } from './store/repositories/download-failures';
export { insertPrint, printsOf } from './store/repositories/receipt-prints';
export type { ReceiptPrint } from './store/repositories/receipt-prints';
export { digestsBetween, firstCounterSince, namedRecordsAt, nextCounterAfter, uploadRecordsAt } from './store/repositories/record-ranges';
export { closingsSince, findCapsule, headsOf, lastRecordAt, recordsOfShift } from './store/repositories/records';
export type { NamedRecord } from './store/repositories/records';
export { countSales, findSale, findSalesByReceipt, pageOfSales, soldLinesOf } from './store/repositories/sales';
export type { SaleCursor, SoldLine, StoredSale } from './store/repositories/sales';
export { findSetting, saveSetting } from './store/repositories/settings';
export { cashMovementsOf, shiftFigures, unchargedTenders } from './store/repositories/shift-figures';
export { foreignTaken } from './store/repositories/foreign-taken';
export type { ForeignTaken } from './store/repositories/foreign-taken';
export type { CashMovement, ShiftFigures, UnchargedTender } from './store/repositories/shift-figures';
export { findShift, lastZNumberOf, openShiftOf, openShifts, shiftsOf } from './store/repositories/shifts';
export type { Shift } from './store/repositories/shifts';
export { tidyStore } from './store/repositories/tidy-store';
export {
  attemptsOf,
  attemptsWithoutSale,
  changeAttempt,
  findAttempt,
  givenBackOf,
  hasUnsettledAttempt,
  insertAttempt,
  unsettledAttempts,
} from './store/repositories/tender-attempts';
export type { AttemptChange, TenderAttempt } from './store/repositories/tender-attempts';
export { capsulesBeyond, ownCapsulesWaiting } from './store/repositories/unheld-capsules';
export { acknowledge, markSuperseded, uploadHeadAt, uploadRange, uploadStates, waitingUpload } from './store/repositories/uploads';
export type { UploadRecord, UploadState, Waiting } from './store/repositories/uploads';
