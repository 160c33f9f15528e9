import { nextCopy, type ReportedPrint } from './print-count';

const print = (receiptType: string, outcome: ReportedPrint['outcome'] = 'printed'): ReportedPrint => ({ receiptType, outcome });

it.each([
  ['nothing was printed yet', [], 'sale', 0],
  ['the original failed', [print('sale', 'failed')], 'sale', 0],
  ['the original was printed at the second attempt', [print('sale', 'failed'), print('sale')], 'sale', 1],
  ['the first copy failed', [print('sale'), print('sale', 'failed')], 'sale', 1],
  ['two registers printed the same copy', [print('sale'), print('sale'), print('sale')], 'sale', 3],
  ['a return is the receipt of what it is', [print('return')], 'return', 1],
  ['a customer copy counts for itself', [print('sale'), print('sale')], 'customer-copy', 0],
  ['a gift receipt is never counted', [print('gift-receipt'), print('gift-receipt')], 'gift-receipt', 0],
  ['a gift receipt makes no copy of the receipt', [print('gift-receipt')], 'sale', 0],
] as const)('%s', (_, prints, type, copy) => expect(nextCopy(prints, type)).toBe(copy));
