export { addGiftCardLine } from './cart/add-gift-card-line';
export type { NewGiftCardLine } from './cart/add-gift-card-line';
export { addLine } from './cart/add-line';
export type { NewLine } from './cart/new-line';
export { answerRequirement } from './cart/answer-requirement';
export type { GivenAnswer } from './cart/answer-requirement';
export { beginCart } from './cart/begin-cart';
export type { NewCart } from './cart/begin-cart';
export { recurringPeriod } from './recurring-period';
export type { RecurringPeriod } from './recurring-period';
export { whyNotNow } from './cart/sale-hours';
export type { SaleRestriction } from './cart/sale-restriction';
export { activeLines, activeTenders, lineOf } from './cart/cart';
export type { Answer, Cart, CartCoupon, CartStatus, RequirementKind, TradeMode } from './cart/cart';
export type { CartLine, LineKind, DeliveryMode, LineEntry, PriceOverride, PriceSource, Quote, ReturnOrigin } from './cart/cart-line';
export type { CartTender, AccountFunction, TenderFunction } from './cart/cart-tender';
export { affiliationsOf, NO_BUYER } from './cart/buyer';
export type { Buyer, BuyingCustomer } from './cart/buyer';
export { boughtBy, changeBuyer } from './cart/change-buyer';
export { changeLine, voidLine } from './cart/change-line';
export { addCoupon, removeCoupon, withCoupons } from './cart/coupons';
export type { LineChange } from './cart/change-line';
export { discountLine, discountTotal } from './cart/give-discount';
export { withholdOffers } from './cart/withhold-offers';
export type { GivenDiscount } from './cart/give-discount';
export { overridePrice } from './cart/override-price';
export type { GivenPrice, PriceDirection } from './cart/override-price';
export { overrideLineTaxes, overrideTaxes } from './cart/override-taxes';
export { MAXIMUM_LINES } from './cart/limits';
export { RETURN_REASONS } from './cart/requirements';
export type { AllocatedDiscounts, DiscountBasket, OfferDiscount } from './discounts/allocate-discounts';
export type { Goods } from './discounts/goods';
export { allocateDiscounts } from './discounts/allocate-discounts';
export { couponDiscounts } from './discounts/coupon-discounts';
export type { CouponDiscount } from './discounts/coupon-discounts';
export type { DiscountLimit, LineDiscount, ManualDiscount } from './discounts/line-discount';
export { narrowOffer } from './discounts/match-offers';
export type { PlacedProduct } from './discounts/match-offers';
export { isOfferValid } from './discounts/offer';
export type {
  AmountTier,
  Concurrency,
  ConcurrencyControl,
  Coupon,
  Deal,
  DealGroup,
  MixAndMatchOffer,
  Offer,
  OfferKind,
  OfferLine,
  OfferSubject,
  QuantityOffer,
  QuantityTier,
  Reward,
  ShippingOffer,
  SimpleOffer,
  TenderOffer,
  ThresholdOffer,
  TotalReward,
} from './discounts/offer';
export { quoteCart } from './cart/quote-cart';
export { hasExpired, isSlipNumber, recallCart, slipNumberOf, suspendCart } from './cart/suspend-cart';
export type { Handover, Resumed } from './cart/suspend-cart';
export { exactText, explainCart } from './explain/explain-cart';
export type { ExplainedLine, ExplainedTax, Explanation } from './explain/explain-cart';
export type { OfferVerdict, WhyLost } from './explain/explain-offers';
export { labelValue, readLabel } from './labels/read-label';
export type { BarcodeMask, Label, LabelContent } from './labels/read-label';
export type { StoreOperation } from './operations/define-operation';
export { COMMERCE_OPERATIONS } from './operations/commerce-operations';
export { operationMap } from './operations/operation-map';
export type { MapFacts, OperationStanding } from './operations/operation-map';
export { OPERATIONS } from './operations/operations';
export { DEFAULT_PERMISSION_GROUPS, PERMISSIONS } from './operations/permissions';
export type { Permission, PermissionGroup } from './operations/permissions';
export type { CartOutcome, Refusal, RefusalCode } from './outcome';
export { calculateCart } from './pricing/calculate-cart';
export type { CalculatedCart, CalculatedLine, CartTotals, Requirement } from './pricing/calculated-cart';
export { findPrice } from './pricing/find-price';
export { askerOf } from './pricing/asker-of';
export type { PriceOrigin, WhyBeaten } from './pricing/price-origin';
export { priceSteps } from './pricing/price-steps';
export type { PriceAsker } from './pricing/price-asker';
export { priceValidUntil } from './pricing/price-changes';
export type { PriceAdjustment } from './pricing/adjust-price';
export type {
  ChannelRules,
  PricedBuyer,
  PriceRow,
  PricingBook,
  Product,
  ProductBarcode,
  ProductLink,
  TenderType,
} from './pricing/pricing-book';
export type { UnitConversion } from './pricing/units';
export { isRepriced, reprice } from './pricing/reprice';
export { receiptNumber } from './receipt/receipt-mask';
export type { ReceiptNumberParts } from './receipt/receipt-mask';
export { DEFAULT_FORMATS } from './receipt/default-formats';
export { hasRightToLeft } from './receipt/direction';
export { layOut } from './receipt/lay-out';
export type { ReceiptContent } from './receipt/lay-out';
export { nextCopy } from './receipt/print-count';
export { receiptOf } from './receipt/receipt';
export type { Receipt, ReceiptPlace, ReceiptSale } from './receipt/receipt';
export type { ReceiptBlock, ReceiptCell, ReceiptDocument } from './receipt/receipt-document';
export { RECEIPT_TYPES } from './receipt/receipt-format';
export type { ReceiptFormat, ReceiptType } from './receipt/receipt-format';
export { reportContent } from './receipt/report-content';
export type { PrintedReport, ReportPlace } from './receipt/report-content';
export { slipContent } from './receipt/slip-content';
export { giftContent, receiptTypeOf, saleContent } from './receipt/sale-content';
export type { Printing } from './receipt/sale-content';
export { addBlindReturn } from './returns/blind-return';
export type { BlindReturnGiven, ReturnLimits } from './returns/blind-return';
export { addReturnLines } from './returns/begin-return';
export type { ReturnedLine, SoldLine, SoldTransaction } from './returns/begin-return';
export { depositFor, valueLeft } from './orders/customer-order';
export type { ChargeCode, CustomerOrder, OrderedLine, OrderRules } from './orders/customer-order';
export { cancelOrder, handOver } from './orders/hand-over';
export type { ChosenLine } from './orders/hand-over';
export { placeOrder, withdrawOrder } from './orders/place-order';
export type { WantedOrder } from './orders/place-order';
export { mayMoveShift, SHIFT_ALLOWS, SHIFT_MOVES } from './shift/shift-state';
export type { ShiftState } from './shift/shift-state';
export { shiftTenderTotals } from './shift/tender-totals';
export type { ShiftMovement, ShiftTenderTotal } from './shift/tender-totals';
export { intendTender } from './tender/intended-tender';
export { overrideRefund } from './tender/refund-policy';
export { payableWith } from './tender/payable';
export { planTender } from './tender/plan-tender';
export type { TenderPlan } from './tender/plan-tender';
export { addApproved, addCash, voidCart, voidTender } from './tender/tenders';
export type { ApprovedTender, CashGiven } from './tender/tenders';
export { chargedTaxes } from './tax/charged-taxes';
export type { TaxOverride, TaxRules } from './tax/charged-taxes';
export type { TaxCode } from './tax/tax-code';
export type { TaxParty } from './tax/choose-tax-group';
export type { CartTaxTerms, TaxAmount, TaxRate, TaxRounding, TaxTerms } from './tax/tax-terms';
export { brokenRules, VALIDATION_RULES } from './validation/rules';
export type { ValidationRule } from './validation/rules';
export { whyNotFinished } from './validation/ready-to-finish';
