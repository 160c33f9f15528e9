import { z } from 'zod';
import { boxIdentity } from '../records/header';
import { bigintText, counter, currencyCode, digestHex } from '../texts';

/**
 * First line of POST /exchange/v1/uploads (application/x-ndjson). The record lines follow as they were stored, each
 * preceded by nothing and ended by a newline; signatures follow the records in the same order, one JSON line in all.
 */
export const uploadHeader = z.object({
  protocol: z.literal(1),
  box: boxIdentity,
  fromCounter: counter,
  toCounter: counter,
  count: z.int().min(1).max(10_000),
  /** Gross of the sales in the batch per currency, in minor units. */
  sums: z.record(currencyCode, bigintText),
  /** Upload head before the first record. */
  previousHead: digestHex,
  /** Upload head after the last record. */
  head: digestHex,
});
export type UploadHeader = z.output<typeof uploadHeader>;

export const recordSignatures = z.object({
  signatures: z.array(z.object({ signature: z.string().max(200).nullable(), keyId: z.string().max(80).nullable() })),
});

/** What headquarters holds of a box after a batch. */
export const uploadAnswer = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), acknowledgedCounter: z.int().min(0), head: digestHex, count: z.int(), sums: z.record(currencyCode, bigintText) }),
  /**
   * Nothing new was taken because records before it are missing: continue from here, when this head is the box's own at that counter.
   * When it is not, the box sends from its own last acknowledged record, and headquarters finds the fork.
   */
  z.object({ result: z.literal('gap'), acknowledgedCounter: z.int().min(0), head: digestHex }),
  /**
   * The batch follows another history than the acknowledged one. It is stored whole; counter and head acknowledge it like an accepted one,
   * and what the box still has of its old line follows there. New records go on under this fork: counter 1, genesis head.
   */
  z.object({ result: z.literal('fork'), fork: z.int().min(1), acknowledgedCounter: z.int().min(0), head: digestHex }),
  /** The box was replaced. Its backlog is taken, but it may not sell. */
  z.object({ result: z.literal('superseded'), acknowledgedCounter: z.int().min(0), head: digestHex }),
]); // prettier-ignore
export type UploadAnswer = z.output<typeof uploadAnswer>;

/** POST /exchange/v1/uploads/head: what headquarters last acknowledged of a box. */
export const uploadHeadQuery = z.object({ box: boxIdentity });
export const uploadHeadAnswer = z.object({ acknowledgedCounter: z.int().min(0), head: digestHex, isSuperseded: z.boolean() });

/** POST /exchange/v1/uploads/proof: does headquarters hold these records, unchanged? */
export const proofRequest = z.object({
  box: boxIdentity,
  /** The receipt number names a sale to people when it is missing. */
  records: z.array(z.object({ counter, digest: digestHex, receiptNumber: z.string().max(60).nullish() })).max(20_000),
});
export const proofAnswer = z.object({ held: z.int().min(0), missing: z.array(counter), different: z.array(counter) });

const WIDEST_RANGE = 5_000;
const counterRange = z.object({ fromCounter: counter, toCounter: counter });
/** POST /exchange/v1/uploads/ranges: what headquarters holds between counters, so that only what differs is asked for one by one. */
export const rangeQuery = z.object({
  box: boxIdentity,
  ranges: z
    .array(
      counterRange.refine(({ fromCounter, toCounter }) => toCounter >= fromCounter && toCounter - fromCounter < WIDEST_RANGE, 'too wide'),
    )
    .min(1)
    .max(64),
});
/** `digest` is the head after the digests of the records in the order of their counters, from 64 zeros. */
export const rangeAnswer = z.object({ ranges: z.array(z.object({ ...counterRange.shape, count: z.int().min(0), digest: digestHex })) });

/**
 * First line of POST /exchange/v1/uploads/resend (application/x-ndjson): records that headquarters acknowledged once and lost. Record lines
 * and signatures follow as in a batch, in the order of these counters.
 */
export const resendHeader = z.object({ protocol: z.literal(1), box: boxIdentity, counters: z.array(counter).min(1).max(500) });
export type ResendHeader = z.output<typeof resendHeader>;

/**
 * `different`: held with other bytes. `not-acknowledged`: it goes up in a batch. `not-of-the-chain`: it does not lead to the head that was
 * acknowledged. `incomplete`: other records that were acknowledged with it are missing too, and did not come.
 */
export const RESEND_REFUSALS = ['different', 'not-acknowledged', 'not-of-the-chain', 'incomplete'] as const;
export type ResendRefusal = (typeof RESEND_REFUSALS)[number];
/** Accepted ones are held now, whether they were missing or not. */
export const resendAnswer = z.object({
  accepted: z.array(counter),
  refused: z.array(z.object({ counter, reason: z.enum(RESEND_REFUSALS) })),
});
