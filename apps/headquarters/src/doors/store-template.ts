import { createPinVerifier } from '@app/platform';
import {
  channelEntity,
  priceGroupEntity,
  priceGroupMemberEntity,
  refundTenderEntity,
  registerEntity,
  tenderTypeEntity,
  workerEntity,
} from '@app/protocol';
import { rowsOf, type EntityRows } from '../company/company-data';
import type { WireRow } from '../company/company-rows';
import { STORE_TAX_GROUP } from './company-template';

export interface StorePlan {
  readonly channelId: string;
  readonly legalEntityId: string;
  readonly name: string;
  readonly address: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly registerCount: number;
  /** Smallest coin; `0` when every minor unit can be paid in cash. */
  readonly cashStep: string;
  readonly dayCutOffMinutes?: number;
  readonly language: string;
  readonly discountControl?: 'compound-within' | 'compound-across' | undefined;
}

/** Somebody who works in a new store. */
export interface NewWorker {
  readonly workerId: string;
  readonly name: string;
  readonly permissionGroupId: string;
  readonly pin: string;
}

/** People of a generated store. The PINs are for trying things out: a real company sets its own. */
export const STORE_WORKERS = [
  { workerId: '1001', name: 'Dana Levi', permissionGroupId: 'store-manager', pin: '1111' },
  { workerId: '1002', name: 'Omar Haddad', permissionGroupId: 'senior-cashier', pin: '2222' },
  { workerId: '1003', name: 'Maya Cohen', permissionGroupId: 'cashier', pin: '3333' },
  { workerId: '1004', name: 'Noam Peretz', permissionGroupId: 'cashier', pin: '4444' },
  { workerId: '1005', name: 'Lena Braun', permissionGroupId: 'cashier', pin: '5555' },
  { workerId: '1006', name: 'Sami Khalil', permissionGroupId: 'cashier', pin: '6666' },
] as const satisfies readonly NewWorker[];

/** A store ready to open: the channel with a price group of its own, its registers, tenders and people. */
export async function storeRows(plan: StorePlan, pepper: string, people: readonly NewWorker[] = STORE_WORKERS): Promise<EntityRows[]> {
  return [
    rowsOf(channelEntity, channelRow(plan)),
    ...ownPriceGroup(plan),
    rowsOf(registerEntity, ...registers(plan)),
    rowsOf(tenderTypeEntity, ...tenders(plan)),
    rowsOf(refundTenderEntity, ...refundPolicy(plan)),
    rowsOf(workerEntity, ...(await workers(plan, pepper, people))),
  ];
}

function channelRow(plan: StorePlan): WireRow<typeof channelEntity> {
  const { channelId, legalEntityId, name, address, currency, timeZone, locale } = plan;
  return {
    channelId, legalEntityId, name, address, currency, timeZone, locale,
    dayCutOffMinutes: plan.dayCutOffMinutes ?? 0, pricesIncludeTax: true, taxGroupId: STORE_TAX_GROUP,
    orderDepositRate: '0.1', quotationDays: 14, deliveryChargeCodeId: 'delivery', cancellationChargeCodeId: 'cancellation', cancellationRate: '0.05',
    receiptHeader: `${name}\n${address}`, receiptFooter: '', ...(plan.discountControl && { discountControl: plan.discountControl }),
  }; // prettier-ignore
}

/** Named like the channel: what counts in this store alone is attached to it. */
function ownPriceGroup({ legalEntityId, channelId, name }: StorePlan): EntityRows[] {
  const group = { legalEntityId, priceGroupId: channelId };
  return [
    rowsOf(priceGroupEntity, { ...group, name, priority: 0 }),
    rowsOf(priceGroupMemberEntity, { ...group, memberKind: 'channel', memberId: channelId }),
  ];
}

function registers({ channelId, registerCount }: StorePlan): WireRow<typeof registerEntity>[] {
  return Array.from({ length: registerCount }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const registerId = `${channelId}-${number}`;
    return {
      channelId, registerId, name: `Register ${number}`, drawerId: `${registerId}-drawer`,
      receiptMask: 'SSSTT########', terminalId: `terminal-${number}`,
    }; // prettier-ignore
  });
}

function tenders({ channelId, cashStep }: StorePlan): WireRow<typeof tenderTypeEntity>[] {
  const common = { channelId, roundingMode: 'half-away-from-zero', minimumAmount: null, maximumAmount: null } as const;
  const exact = {
    ...common,
    roundingStep: '0',
    allowsOvertender: false,
    maximumOvertender: null,
    changeTenderTypeId: null,
    opensDrawer: false,
  } as const;
  return [
    { ...common, tenderTypeId: 'cash', name: 'Cash', function: 'cash', roundingStep: cashStep, allowsOvertender: true, maximumOvertender: null,
      changeTenderTypeId: 'cash', allowsReturn: true, opensDrawer: true, isCounted: true },
    { ...exact, tenderTypeId: 'card', name: 'Card', function: 'card', allowsReturn: true, isCounted: false },
    { ...exact, tenderTypeId: 'gift-card', name: 'Gift card', function: 'gift-card', allowsReturn: false, isCounted: false },
    { ...exact, tenderTypeId: 'credit-memo', name: 'Credit memo', function: 'credit-memo', allowsReturn: true, isCounted: false },
    { ...exact, tenderTypeId: 'voucher', name: 'Voucher', function: 'voucher', allowsReturn: false, isCounted: false },
    { ...exact, tenderTypeId: 'customer-account', name: 'Customer account', function: 'customer-account', allowsReturn: true, isCounted: false },
    { ...exact, tenderTypeId: 'loyalty', name: 'Loyalty points', function: 'loyalty', allowsReturn: true, isCounted: false },
  ]; // prettier-ignore
}

/** Where money goes back to: to what it came from, or onto a credit memo; what was cash or card also in cash. */
function refundPolicy({ channelId }: StorePlan): WireRow<typeof refundTenderEntity>[] {
  const policy = {
    cash: ['cash', 'credit-memo'],
    card: ['card', 'cash', 'credit-memo'],
    'gift-card': ['credit-memo'],
    'credit-memo': ['credit-memo'],
    voucher: ['credit-memo'],
    'customer-account': ['customer-account'],
    loyalty: ['loyalty'],
  };
  return Object.entries(policy).flatMap(([tenderTypeId, refunds]) =>
    refunds.map((refundTenderTypeId) => ({ channelId, tenderTypeId, refundTenderTypeId })),
  );
}

async function workers(plan: StorePlan, pepper: string, people: readonly NewWorker[]): Promise<WireRow<typeof workerEntity>[]> {
  const { channelId, legalEntityId, language } = plan;
  return Promise.all(
    people.map(async ({ workerId, name, permissionGroupId, pin }) => ({
      channelId, legalEntityId, workerId, name, language, permissionGroupId,
      pinVerifier: await createPinVerifier(pin, pepper), isBlocked: false,
    })), // prettier-ignore
  );
}
