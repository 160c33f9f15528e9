import { findBox, type Stream } from '@app/channel-db';
import type { Reader } from '@app/database';
import type { ExchangeClient } from '../wire/exchange-client';

export type ProofAnswer =
  | { readonly kind: 'answered'; readonly missing: readonly number[]; readonly different: readonly number[] }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Asks headquarters whether it holds records of one history unchanged: what a closing shift wants to know. */
export class HeadquartersProof {
  constructor(
    private readonly store: Reader,
    private readonly exchange: ExchangeClient,
  ) {}

  async prove(stream: Stream, records: readonly { readonly counter: number; readonly digest: string }[]): Promise<ProofAnswer> {
    const box = await findBox(this.store);
    if (!box) return { kind: 'unreachable', reason: 'the box is not enrolled' };
    const { instanceId, epoch, fork } = stream;
    const identity = { channelDatabaseId: box.identity.channelDatabaseId, instanceId, epoch, fork };
    const answer = await this.exchange.proof({ box: identity, records });
    if (!answer.ok) return { kind: 'unreachable', reason: `${answer.kind}: ${answer.reason}` };
    return { kind: 'answered', missing: answer.value.missing, different: answer.value.different };
  }
}
