/** The words on a receipt that are not data. In a format: `{words.total}`. */
export interface ReceiptWords {
  readonly training: string;
  readonly copy: string;
  readonly receipt: string;
  readonly returnReceipt: string;
  readonly giftReceipt: string;
  readonly customerCopy: string;
  readonly register: string;
  readonly cashier: string;
  readonly businessDate: string;
  readonly returned: string;
  readonly total: string;
  readonly rounding: string;
  readonly change: string;
  readonly net: string;
  readonly tax: string;
  readonly items: string;
  readonly authorization: string;
  readonly giftCard: string;
  readonly discount: string;
  readonly order: string;
  readonly deposit: string;
  readonly dueLater: string;
  readonly coupon: string;
  readonly customer: string;
  readonly suspended: string;
  readonly notAReceipt: string;
  readonly xReport: string;
  readonly zReport: string;
  readonly opened: string;
  readonly closed: string;
  readonly receipts: string;
  readonly sales: string;
  readonly returns: string;
  readonly voids: string;
  readonly gross: string;
  readonly offers: string;
  readonly lineDiscounts: string;
  readonly totalDiscounts: string;
  readonly priceOverrides: string;
  readonly opening: string;
  readonly taken: string;
  readonly refunded: string;
  readonly paidIn: string;
  readonly paidOut: string;
  readonly dropped: string;
  readonly expected: string;
  readonly counted: string;
  readonly difference: string;
}

const WORDS: Readonly<Record<string, ReceiptWords>> = {
  en: {
    order: 'Order', deposit: 'Deposit paid', dueLater: 'Due at hand-over',
    training: 'TRAINING - NOT A RECEIPT', copy: 'COPY', receipt: 'Receipt', returnReceipt: 'RETURN', giftReceipt: 'GIFT RECEIPT',
    customerCopy: 'CUSTOMER COPY', register: 'Register', cashier: 'Cashier', businessDate: 'Day', returned: 'Return from', total: 'TOTAL',
    rounding: 'Rounding', change: 'Change', net: 'Net', tax: 'Tax', items: 'Items', authorization: 'Authorization', giftCard: 'Gift card', discount: 'Discount', coupon: 'Coupon', customer: 'Customer',
    suspended: 'SUSPENDED SALE', notAReceipt: 'Not a receipt', xReport: 'X REPORT', zReport: 'Z REPORT', opened: 'Opened', closed: 'Closed',
    receipts: 'Receipts', sales: 'Sales', returns: 'Returns', voids: 'Voids', gross: 'Gross', opening: 'Float', taken: 'Taken',
    refunded: 'Refunded', paidIn: 'Paid in', paidOut: 'Paid out', dropped: 'Safe drop', expected: 'Expected', counted: 'Counted',
    difference: 'Difference',
    offers: 'Offers', lineDiscounts: 'Line discounts', totalDiscounts: 'Sale discounts', priceOverrides: 'Prices set',
  },
  he: {
    order: 'הזמנה', deposit: 'מקדמה ששולמה', dueLater: 'לתשלום במסירה',
    training: 'הדרכה - לא קבלה', copy: 'העתק', receipt: 'קבלה', returnReceipt: 'החזרה', giftReceipt: 'פתק החלפה',
    customerCopy: 'העתק ללקוח', register: 'קופה', cashier: 'קופאי', businessDate: 'יום עסקים', returned: 'החזרה מ', total: 'סה"כ',
    rounding: 'עיגול', change: 'עודף', net: 'לפני מע"מ', tax: 'מע"מ', items: 'פריטים', authorization: 'אישור', giftCard: 'כרטיס מתנה', discount: 'הנחה', coupon: 'קופון', customer: 'לקוח',
    suspended: 'עסקה מושהית', notAReceipt: 'לא קבלה', xReport: 'דוח X', zReport: 'דוח Z', opened: 'נפתח', closed: 'נסגר',
    receipts: 'קבלות', sales: 'מכירות', returns: 'החזרות', voids: 'ביטולים', gross: 'כולל מע"מ', opening: 'קופה קטנה', taken: 'התקבל',
    refunded: 'הוחזר', paidIn: 'הופקד', paidOut: 'הוצא', dropped: 'הועבר לכספת', expected: 'צפוי', counted: 'נספר', difference: 'הפרש',
    offers: 'מבצעים', lineDiscounts: 'הנחות שורה', totalDiscounts: 'הנחות עסקה', priceOverrides: 'שינויי מחיר',
  },
  ar: {
    order: 'طلب', deposit: 'العربون المدفوع', dueLater: 'المستحق عند التسليم',
    training: 'تدريب - ليس إيصالاً', copy: 'نسخة', receipt: 'إيصال', returnReceipt: 'إرجاع', giftReceipt: 'إيصال هدية',
    customerCopy: 'نسخة العميل', register: 'صندوق', cashier: 'أمين الصندوق', businessDate: 'اليوم', returned: 'مرتجع من', total: 'المجموع',
    rounding: 'التقريب', change: 'الباقي', net: 'الصافي', tax: 'الضريبة', items: 'الأصناف', authorization: 'رقم الموافقة', giftCard: 'بطاقة هدية', discount: 'الخصم', coupon: 'قسيمة', customer: 'العميل',
    suspended: 'عملية معلقة', notAReceipt: 'ليس إيصالاً', xReport: 'تقرير X', zReport: 'تقرير Z', opened: 'فتح', closed: 'أغلق',
    receipts: 'إيصالات', sales: 'المبيعات', returns: 'المرتجعات', voids: 'الإلغاءات', gross: 'الإجمالي', opening: 'رصيد البداية', taken: 'المقبوض',
    refunded: 'المسترد', paidIn: 'إيداع', paidOut: 'سحب', dropped: 'إلى الخزنة', expected: 'المتوقع', counted: 'المعدود', difference: 'الفرق',
    offers: 'العروض', lineDiscounts: 'خصومات الأصناف', totalDiscounts: 'خصومات العملية', priceOverrides: 'أسعار معدلة',
  },
  de: {
    order: 'Bestellung', deposit: 'Anzahlung', dueLater: 'Bei Übergabe fällig',
    training: 'TRAINING - KEIN BELEG', copy: 'KOPIE', receipt: 'Beleg', returnReceipt: 'RÜCKGABE', giftReceipt: 'GESCHENKBELEG',
    customerCopy: 'KUNDENBELEG', register: 'Kasse', cashier: 'Es bediente Sie', businessDate: 'Tag', returned: 'Rückgabe aus', total: 'SUMME',
    rounding: 'Rundung', change: 'Rückgeld', net: 'Netto', tax: 'MwSt.', items: 'Artikel', authorization: 'Genehmigung', giftCard: 'Geschenkkarte', discount: 'Rabatt', coupon: 'Coupon', customer: 'Kunde',
    suspended: 'GEPARKTER VERKAUF', notAReceipt: 'Kein Beleg', xReport: 'X-BERICHT', zReport: 'Z-BERICHT', opened: 'Geöffnet',
    closed: 'Geschlossen', receipts: 'Belege', sales: 'Verkäufe', returns: 'Rückgaben', voids: 'Stornos', gross: 'Brutto', opening: 'Wechselgeld',
    taken: 'Eingenommen', refunded: 'Erstattet', paidIn: 'Einlage', paidOut: 'Entnahme', dropped: 'Abschöpfung', expected: 'Soll',
    counted: 'Ist', difference: 'Differenz',
    offers: 'Angebote', lineDiscounts: 'Zeilenrabatte', totalDiscounts: 'Belegrabatte', priceOverrides: 'Geänderte Preise',
  },
  zh: {
    order: '订单', deposit: '已付定金', dueLater: '交货时应付',
    training: '培训 - 非收据', copy: '副本', receipt: '收据', returnReceipt: '退货', giftReceipt: '礼品收据',
    customerCopy: '顾客联', register: '收银机', cashier: '收银员', businessDate: '营业日', returned: '原收据', total: '合计',
    rounding: '舍入', change: '找零', net: '净额', tax: '税额', items: '件数', authorization: '授权号', giftCard: '礼品卡', discount: '折扣', coupon: '优惠券', customer: '顾客',
    suspended: '挂单', notAReceipt: '非收据', xReport: 'X 报表', zReport: 'Z 报表', opened: '开班', closed: '交班',
    receipts: '收据', sales: '销售', returns: '退货', voids: '作废', gross: '总额', opening: '备用金', taken: '收入',
    refunded: '退款', paidIn: '存入', paidOut: '支出', dropped: '存入保险箱', expected: '应有', counted: '清点', difference: '差额',
    offers: '促销', lineDiscounts: '单品折扣', totalDiscounts: '整单折扣', priceOverrides: '改价',
  },
}; // prettier-ignore

const ENGLISH = WORDS.en as ReceiptWords;

/** Words for a BCP 47 tag; English where its language has none yet. */
export function receiptWords(language: string): ReceiptWords {
  return WORDS[language.split('-')[0]?.toLowerCase() ?? ''] ?? ENGLISH;
}
