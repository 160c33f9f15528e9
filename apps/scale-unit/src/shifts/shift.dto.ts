import { freeText } from '@app/platform';
import { businessKey, instant, moneyText, uuid } from '@app/protocol';
import { CASH_MOVEMENTS } from '@app/store-operations';
import { z } from 'zod';

/** The register's own clock when it asked. */
const registerTime = instant.nullable().default(null);

export const newShiftDto = z.strictObject({ shiftId: uuid, float: moneyText, registerTime }).meta({ id: 'NewShift' });

export const cashMoveDto = z
  .strictObject({
    kind: z.enum(CASH_MOVEMENTS),
    /** Above zero; the kind says which way it goes. */
    amount: moneyText,
    /** Needed unless the money goes to the safe. */
    reason: freeText(200).nullable().default(null),
    tenderTypeId: businessKey.nullable().default(null),
    registerTime,
  })
  .meta({ id: 'CashMove' });

export const countDto = z
  .strictObject({
    /** Foreign money in its own currency. */
    counts: z
      .array(z.strictObject({ tenderTypeId: businessKey, amount: moneyText }))
      .min(1)
      .max(50),
    registerTime,
  })
  .meta({ id: 'Count' });

export const closeDto = z.strictObject({ registerTime }).meta({ id: 'CloseShift' });
export const shiftQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(20) });

export type NewShiftDto = z.output<typeof newShiftDto>;
export type CashMoveDto = z.output<typeof cashMoveDto>;
export type CountDto = z.output<typeof countDto>;
export type CloseDto = z.output<typeof closeDto>;
