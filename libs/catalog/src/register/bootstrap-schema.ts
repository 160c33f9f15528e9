import { tenderFunction } from '@app/protocol';
import { z } from 'zod';
import { noticeView } from './notice-schema';

const text = z.string();
const tenderType = z.object({
  tenderTypeId: text, name: text, function: tenderFunction, roundingStep: text, roundingMode: text,
  allowsOvertender: z.boolean(), maximumOvertender: text.nullable(), changeTenderTypeId: text.nullable(),
  minimumAmount: text.nullable(), maximumAmount: text.nullable(), allowsReturn: z.boolean(), opensDrawer: z.boolean(), isCounted: z.boolean(),
}); // prettier-ignore

const barcodeMask = z.object({
  maskId: text, prefix: text, length: z.int(), carries: z.enum(['price', 'weight', 'deposit-slip']), productStart: z.int(), productLength: z.int(),
  valueStart: z.int(), valueLength: z.int(), valueDecimals: z.int(),
}); // prettier-ignore

/** Everything a register needs to start. What is not named here does not leave: PIN verifiers stand beside the staff. */
export const bootstrapView = z
  .object({
    software: z.object({ name: text, version: text }),
    catalogVersion: z.int(),
    channel: z.object({
      channelId: text, legalEntityId: text, name: text, address: text, currency: text, minorDigits: z.int(), timeZone: text,
      dayCutOffMinutes: z.int(), pricesIncludeTax: z.boolean(), locale: text, receiptHeader: text, receiptFooter: text,
      repricesOpenBaskets: z.boolean(),
      /** Whoever takes something off or sets a price says why; absent where nobody has to. */
      asksWhy: z.boolean().optional(),
    }),
    register: z.object({ registerId: text, name: text, drawerId: text, receiptMask: text, terminalId: text.nullable() }),
    /** When receipts of each type are printed: by themselves, never, when the cashier says so, or when somebody asks. */
    receipts: z.array(z.object({ receiptType: text, printBehaviour: z.enum(['always', 'never', 'prompt', 'as-required']) })),
    tenderTypes: z.array(tenderType),
    units: z.array(z.object({ unitId: text, name: text, decimals: z.int() })),
    taxCodes: z.array(z.object({
      taxCodeId: text, name: text, rate: text, validFrom: text, validTo: text,
      /** What it is charged on; a percentage of the net when absent. */
      origin: text.optional(), ofTaxCodeId: text.optional(), unitAmount: text.optional(), unitId: text.optional(), isBeforeTax: z.boolean().optional(),
    })),
    /** What may be chosen in place of the taxes that would count. */
    taxOverrides: z.array(z.object({ taxOverrideId: text, name: text })),
    permissionGroups: z.array(z.object({ permissionGroupId: text, name: text, permissions: z.array(text) })),
    /** Who may log on in this channel. */
    staff: z.array(z.object({ staffId: text, name: text, language: text, permissionGroupId: text })),
    /** What is limited now; an event of `notices` says that it changed. */
    notices: z.array(noticeView).readonly(),
    barcodeMasks: z.array(barcodeMask),
    operations: z.array(z.object({
      id: text, permission: text.nullable(), override: z.enum(['none', 'second-person']), connectivity: z.enum(['local', 'needs-headquarters']),
    })),
  })
  .meta({ id: 'RegisterBootstrap' }); // prettier-ignore
export type BootstrapView = z.output<typeof bootstrapView>;
