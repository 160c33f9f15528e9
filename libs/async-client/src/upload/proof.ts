import { findBox, type Stream } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { noteFindings } from '../records/lost-records';
import type { ExchangeClient, ProofRequest } from '../wire/exchange-client';

export type ProofAnswer =
  | { readonly kind: 'answered'; readonly missing: readonly number[]; readonly different: readonly number[] }
  | { readonly kind: 'unreachable'; readonly reason: string };

interface ProofParts {
  readonly store: Database;
  readonly exchange: ExchangeClient;
  readonly clock: Clock;
  /** Records were lost there: they are sent again. */
  readonly onLost: () => void;
}

/**
 * Asks headquarters whether it holds records of one history unchanged: what a closing shift wants to know. What it lost or changed
 * stands as an alarm that names the receipt.
 */
export class HeadquartersProof {
  constructor(private readonly parts: ProofParts) {}

  async prove(stream: Stream, records: ProofRequest['records']): Promise<ProofAnswer> {
    const { store, exchange, clock, onLost } = this.parts;
    const box = await findBox(store.reader);
    if (!box) return { kind: 'unreachable', reason: 'the box is not enrolled' };
    const { instanceId, epoch, fork } = stream;
    const identity = { channelDatabaseId: box.identity.channelDatabaseId, instanceId, epoch, fork };
    const answer = await exchange.proof({ box: identity, records });
    if (!answer.ok) return { kind: 'unreachable', reason: `${answer.kind}: ${answer.reason}` };
    const { missing, different } = answer.value;
    const named = await noteFindings(store, identity, records.map(({ counter }) => counter), answer.value, clock.now()); // prettier-ignore
    if (named.missing.length > 0) onLost();
    return { kind: 'answered', missing, different };
  }
}
