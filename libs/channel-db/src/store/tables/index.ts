import type { Table } from '@app/database';
import { alarmTable, boxTable, chainHeadTable, settingTable, uploadStateTable } from './box';
import { cartTable, idempotencyKeyTable, realTimeCallTable, tenderAttemptTable } from './carts';
import { customerOrderLineTable, customerOrderTable } from './customer-orders';
import { couponUseTable } from './coupon-uses';
import { depositSlipTable } from './deposit-slips';
import { activationCodeTable, deviceTable, employeeSessionTable, lockOutTable } from './devices';
import { downloadFailureTable } from './exchange';
import { receiptPrintTable } from './prints';
import { recordConflictTable, recordTable } from './journal';
import { saleLineTable, saleReductionTable, saleTable, saleTaxTable, saleTenderTable } from './sales';
import { cashMovementTable, shiftTable } from './shifts';

/** Every table of the store: what is born on this box and nowhere else. */
export const STORE_TABLES: readonly Table[] = [
  boxTable, uploadStateTable, chainHeadTable, settingTable, alarmTable,
  recordTable, recordConflictTable,
  saleTable, saleLineTable, saleTenderTable, saleTaxTable, saleReductionTable, couponUseTable, depositSlipTable,
  customerOrderTable, customerOrderLineTable,
  shiftTable, cashMovementTable,
  cartTable, tenderAttemptTable, idempotencyKeyTable, realTimeCallTable,
  receiptPrintTable,
  downloadFailureTable,
  deviceTable, activationCodeTable, employeeSessionTable, lockOutTable,
]; // prettier-ignore
