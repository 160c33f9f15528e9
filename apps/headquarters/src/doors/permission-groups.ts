/**
 * Groups a new company begins with. The names are those of the store's operations; headquarters passes them on and
 * a box ignores what it does not know.
 */
const CASHIER = [
  'sell', 'take-card-payment', 'sell-gift-card', 'key-price', 'void-line', 'suspend-transaction', 'look-up-transactions',
  'open-shift', 'count-drawer', 'train',
]; // prettier-ignore

const SENIOR = [
  ...CASHIER,
  'void-transaction',
  'return-with-receipt',
  'reprint-receipt',
  'move-cash',
  'close-shift',
  'print-x-report',
  'give-discount',
  'override-price',
  'cancel-order',
];

const MANAGER = [
  ...SENIOR, 'return-without-receipt', 'override-refund-policy', 'change-taxes', 'print-z-report', 'view-all-shifts', 'resolve-card-payment',
  'override-deposit', 'manage-devices',
]; // prettier-ignore

export const PERMISSION_GROUPS = [
  { permissionGroupId: 'cashier', name: 'Cashier', permissions: CASHIER, maximumLineDiscount: '0' },
  {
    permissionGroupId: 'senior-cashier', name: 'Senior cashier', permissions: SENIOR,
    maximumLineDiscount: '0.1', maximumLineDiscountAmount: '20', maximumTotalDiscount: '0.05', maximumTotalDiscountAmount: '20', priceOverride: 'lower',
  },
  {
    permissionGroupId: 'store-manager', name: 'Store manager', permissions: MANAGER,
    maximumLineDiscount: '1', maximumTotalDiscount: '1', priceOverride: 'both',
  },
] as const; // prettier-ignore
