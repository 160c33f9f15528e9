/** What a worker may be allowed to do. Permission groups at headquarters list these names. */
export const PERMISSIONS = [
  'sell',
  'take-card-payment',
  'sell-gift-card',
  'key-price',
  'override-price',
  'give-discount',
  'change-taxes',
  'void-line',
  'void-transaction',
  'suspend-transaction',
  'return-with-receipt',
  'return-without-receipt',
  'override-refund-policy',
  'look-up-transactions',
  'look-up-customers',
  'set-affiliations',
  'reprint-receipt',
  'open-shift',
  'move-cash',
  'count-drawer',
  'close-shift',
  'print-x-report',
  'print-z-report',
  'view-all-shifts',
  'resolve-card-payment',
  'override-deposit',
  'cancel-order',
  'train',
  'manage-devices',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** A ready-made permission group; chains make their own at headquarters. */
export interface PermissionGroup {
  readonly permissionGroupId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const CASHIER: readonly Permission[] = [
  'sell', 'take-card-payment', 'sell-gift-card', 'key-price', 'void-line', 'suspend-transaction', 'look-up-transactions', 'look-up-customers', 'set-affiliations',
  'open-shift', 'count-drawer', 'train',
]; // prettier-ignore

const SENIOR: readonly Permission[] = [
  ...CASHIER, 'void-transaction', 'return-with-receipt', 'reprint-receipt', 'move-cash', 'close-shift', 'print-x-report',
  'give-discount', 'override-price', 'cancel-order',
]; // prettier-ignore

const MANAGER: readonly Permission[] = [
  ...SENIOR, 'return-without-receipt', 'override-refund-policy', 'change-taxes', 'print-z-report', 'view-all-shifts', 'resolve-card-payment', 'override-deposit',
  'manage-devices',
]; // prettier-ignore

export const DEFAULT_PERMISSION_GROUPS: readonly PermissionGroup[] = [
  { permissionGroupId: 'cashier', name: 'Cashier', permissions: CASHIER },
  { permissionGroupId: 'senior-cashier', name: 'Senior cashier', permissions: SENIOR },
  { permissionGroupId: 'store-manager', name: 'Store manager', permissions: MANAGER },
  { permissionGroupId: 'store-it', name: 'Store IT', permissions: ['manage-devices', 'look-up-transactions', 'view-all-shifts', 'train'] },
];
