import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCapsule } from '../check/facts';
import type { SimulatorLedger } from '../ledger';
import { once, type BoxStanding, type Commerce, type Head } from './commerce';

export interface Cashier {
  readonly staffId: string;
  readonly pin: string;
}

/** What the close of a shift says about headquarters: records that it does not hold, by their receipts. */
interface ShiftClosing {
  readonly proof?: { readonly missing: readonly { readonly receiptNumber: string | null }[] } | null;
}

/**
 * A register's working day around its customers: become a device, log on, open the shift, close it. What it has to
 * remember stands in the ledger, so that one whose process was killed comes back as the same register.
 */
export class Register {
  private shift: string | undefined;

  constructor(
    readonly registerId: string,
    readonly commerce: Commerce,
    private readonly ledger: SimulatorLedger,
    private readonly cashier: Cashier,
  ) {
    commerce.keep = (capsule) => ledger.append({ what: 'capsule', registerId, capsule });
    commerce.remedy = (remedy) => (remedy === 'log-on' ? this.logOn() : this.catchUp(() => this.showHeads()));
  }

  /** True when this register was activated in an earlier run and still knows its token. */
  remember(): boolean {
    const device = this.ledger.device(this.registerId);
    this.commerce.deviceToken = device?.deviceToken;
    return device !== undefined;
  }

  async activate(activationCode: string): Promise<void> {
    const body = { activationCode, deviceName: `simulated ${this.registerId}` };
    const { content } = await this.commerce.ask((api) => api.POST('/api/v1/devices/activate', { body }));
    const { registerId, channelId, deviceToken } = content;
    if (registerId !== this.registerId) throw new Error(`the code for ${this.registerId} activated ${registerId}`);
    this.ledger.append({ what: 'device', registerId, channelId, deviceToken });
    this.commerce.deviceToken = deviceToken;
  }

  /** Shows the box how far this register's history goes; gives back what a box with an older memory has lost. */
  async logOn(): Promise<void> {
    await this.catchUp(() => this.present());
  }

  /** Opens the register's shift, or goes on with the one that its process left open. */
  async openShift(float: string): Promise<void> {
    const { shifts } = (await this.commerce.ask((api) => api.GET('/api/v1/shifts'))).content;
    this.shift = shifts.find(({ registerId, state }) => registerId === this.registerId && state === 'open')?.shiftId;
    if (this.shift) return;
    this.shift = newId();
    const body = { shiftId: this.shift, float, registerTime: Date.now() };
    const params = { header: once(newId()) };
    await this.commerce.ask((api) => api.POST('/api/v1/shifts', { params, body }));
  }

  async moveCash(kind: 'paid-in' | 'paid-out' | 'safe-drop', amount: string): Promise<void> {
    const body = { kind, amount, reason: 'simulated', tenderTypeId: null, registerTime: Date.now() };
    const params = { path: { shiftId: this.shift ?? '' }, header: once(newId()) };
    await this.commerce.ask((api) => api.POST('/api/v1/shifts/{shiftId}/cash-movements', { params, body }));
  }

  /** Answers what the box said; undefined when no shift was open. */
  async closeShift(): Promise<ShiftClosing | undefined> {
    if (!this.shift) return undefined;
    const params = { path: { shiftId: this.shift }, header: once(newId()) };
    const body = { registerTime: Date.now() };
    const { content } = await this.commerce.ask((api) => api.POST('/api/v1/shifts/{shiftId}/close', { params, body }));
    this.shift = undefined;
    return content;
  }

  /** A box that lost records of several registers stays behind until all of them gave theirs back. */
  private async catchUp(present: () => Promise<BoxStanding>): Promise<void> {
    if ((await present()).state !== 'behind') return;
    await this.giveBack();
    const began = performance.now();
    while ((await present()).state === 'behind') {
      if (performance.now() - began > OTHERS_MS) throw new Error('the box is still behind: other registers did not give back what it lost');
      await sleep(LOOK_AGAIN_MS);
    }
  }

  private async showHeads(): Promise<BoxStanding> {
    const body = { heads: this.heads() };
    return (await this.commerce.ask((api) => api.POST('/api/v1/session/heads', { body }))).content;
  }

  /** Logs on and does no more: the answer says whether the box is behind. */
  async present(): Promise<BoxStanding> {
    const body = { ...this.cashier, heads: this.heads() };
    const { content } = await this.commerce.ask((api) => api.POST('/api/v1/session/log-on', { body }));
    this.commerce.sessionToken = content.sessionToken;
    return content.box;
  }

  /** Also of records that headquarters has: the last one of each kind is never forgotten. */
  private heads(): Head[] {
    return headsOf(this.ledger.capsules(this.registerId), this.registerId);
  }

  private async giveBack(): Promise<void> {
    const capsules = this.ledger.capsules(this.registerId);
    for (let from = 0; from < capsules.length; from += CAPSULES_AT_ONCE) {
      const body = { capsules: capsules.slice(from, from + CAPSULES_AT_ONCE) };
      await this.commerce.ask((api) => api.POST('/api/v1/capsules', { body }));
    }
  }
}

const CAPSULES_AT_ONCE = 100;
/** How long a register waits for the others, and how often it looks. */
const OTHERS_MS = 120_000;
const LOOK_AGAIN_MS = 1_000;

/** The last record of each type: how far the register's history goes. Records of others it only keeps for them. */
function headsOf(capsules: readonly Capsule[], ownId: string): Head[] {
  const heads = new Map<string, Head>();
  for (const capsule of capsules) {
    const { type, sequence, registerId } = readCapsule(capsule).header;
    if (registerId === ownId && sequence > (heads.get(type)?.sequence ?? 0)) heads.set(type, { type, sequence, digest: capsule.digest });
  }
  return [...heads.values()];
}
