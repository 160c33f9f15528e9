import type { Tx } from '@app/database';
import { addAccount, type Account } from '../../real-time-service/account-store';

const MONEY = { currency: 'EUR', state: 'active', creditLimit: 0, pointsPerUnit: null, expiresAt: null } as const;

/** One of each that a customer of the demonstration may pay with; amounts in cents. */
const DEMO_ACCOUNTS: readonly Account[] = [
  { ...MONEY, kind: 'gift-card', accountNumber: '6000100010001000', balance: 50_00 },
  { ...MONEY, kind: 'credit-memo', accountNumber: 'M0000000000000001', balance: 20_00 },
  { ...MONEY, kind: 'voucher', accountNumber: 'V0000000000000001', balance: 10_00 },
  { ...MONEY, kind: 'customer-account', accountNumber: 'C-1001', balance: 0, creditLimit: 500_00 },
  { ...MONEY, kind: 'loyalty', accountNumber: 'L-1001', balance: 2_500, pointsPerUnit: 100 },
];

export async function addDemoAccounts(tx: Tx, at: number): Promise<void> {
  for (const account of DEMO_ACCOUNTS) await addAccount(tx, account, at);
}
