export { activeLines, activeTenders, lineOf } from './cart/cart';
export type {
  Answer,
  Cart,
  CartLine,
  CartStatus,
  CartTender,
  LineEntry,
  PriceSource,
  RequirementKind,
  ReturnOrigin,
  TaxAmount,
  TaxRate,
  TenderFunction,
  TradeMode,
} from './cart/cart';
export type { CalculatedCart, CalculatedLine, CartTotals, Requirement } from './pricing/calculated-cart';
export type { ChannelRules, PriceRow, PricingBook, Product, ProductBarcode, TaxCode, TenderType } from './pricing/pricing-book';
export { labelValue, readLabel } from './labels/read-label';
export type { BarcodeMask, Label } from './labels/read-label';
export type { CartOutcome, Refusal, RefusalCode } from './outcome';
export { OPERATIONS } from './operations/operations';
export type { StoreOperation } from './operations/define-operation';
export { DEFAULT_PERMISSION_GROUPS, PERMISSIONS } from './operations/permissions';
export type { Permission, PermissionGroup } from './operations/permissions';
