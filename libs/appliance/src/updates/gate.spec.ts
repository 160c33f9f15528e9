import { NOTICE_MS, whyNotNow, type GateFacts } from './gate';

const NOW = 1_000_000_000;
const quiet: GateFacts = {
  now: NOW,
  openPayments: 0,
  countingRegisters: [],
  registersToldAt: NOW - NOTICE_MS,
  freeBytes: 10,
  neededBytes: 10,
  window: { opensAt: null, closesAt: null, deadlineAt: null },
};
const codesOf = (change: Partial<GateFacts>) => whyNotNow({ ...quiet, ...change }).map(({ code }) => code);

describe('the gate of an update', () => {
  it('is open when trade is quiet and registers were told', () => {
    expect(codesOf({})).toEqual([]);
  });

  it('is closed while a payment has begun or a drawer is counted', () => {
    expect(codesOf({ openPayments: 1, countingRegisters: ['Till 2'] })).toEqual(['payment-open', 'drawer-counted']);
  });

  it('is closed until registers have known for a while that the box stops', () => {
    expect(codesOf({ registersToldAt: null })).toEqual(['registers-not-told']);
    expect(whyNotNow({ ...quiet, registersToldAt: NOW - 1 })).toEqual([{ code: 'registers-not-told', until: NOW - 1 + NOTICE_MS }]);
  });

  it('is closed outside of its window', () => {
    expect(codesOf({ window: { opensAt: NOW + 1, closesAt: null, deadlineAt: null } })).toEqual(['before-window']);
    expect(codesOf({ window: { opensAt: null, closesAt: NOW, deadlineAt: null } })).toEqual(['after-window']);
  });

  it('does not wait for a good moment after its deadline, and still for payments, counts and space', () => {
    const late = { window: { opensAt: NOW + 5, closesAt: null, deadlineAt: NOW }, registersToldAt: null };
    expect(codesOf(late)).toEqual([]);
    const held = { openPayments: 1, countingRegisters: ['1'], freeBytes: 9 };
    expect(codesOf({ ...late, ...held })).toEqual(['payment-open', 'drawer-counted', 'no-space']);
  });
});
