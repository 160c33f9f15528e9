import { insertPrint, printsOf, STORE_MIGRATIONS, type ReceiptPrint } from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { NOW } from './a-store';

const aPrint = (transactionId: string, change: Partial<ReceiptPrint> = {}): ReceiptPrint => ({
  printId: newId(), transactionId, receiptType: 'sale', copy: 0, outcome: 'printed', reason: null,
  channelId: 'store-1', registerId: 'r1', staffId: 'anna', reportedAt: NOW, ...change,
}); // prettier-ignore

eachDatabase(STORE_MIGRATIONS, (test) => {
  it('keeps the prints of a sale in the order they were reported', async () => {
    const transactionId = newId();
    const failed = aPrint(transactionId, { outcome: 'failed', reason: 'אין נייר', staffId: null, reportedAt: NOW - 1 });
    const prints = [aPrint(transactionId, { copy: 1 }), aPrint(transactionId), failed];
    await test.database().unitOfWork.run(async (tx) => {
      for (const print of [...prints, aPrint(newId())]) await insertPrint(tx, print);
    });
    expect(await printsOf(test.database().reader, transactionId)).toEqual(prints.toReversed());
    expect(await printsOf(test.database().reader, newId())).toEqual([]);
  });
});
