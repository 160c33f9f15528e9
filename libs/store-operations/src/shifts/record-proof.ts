import type { Stream } from '@app/channel-db';

/** Headquarters' word on records of one history of this box. */
export type ProofAnswer =
  | { readonly kind: 'answered'; readonly missing: readonly number[]; readonly different: readonly number[] }
  | { readonly kind: 'unreachable'; readonly reason: string };

interface ProvenRecord {
  readonly counter: number;
  readonly digest: string;
  /** Of a sale: headquarters names it by this when it is missing. */
  readonly receiptNumber: string | null;
}

/** Asks headquarters whether it holds these records unchanged. Never throws for what the line does. */
export interface RecordProof {
  prove(stream: Stream, records: readonly ProvenRecord[]): Promise<ProofAnswer>;
}
export const RECORD_PROOF = 'store-operations:record-proof';
