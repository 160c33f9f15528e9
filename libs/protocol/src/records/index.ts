import { z } from 'zod';
import { digestHex } from '../texts';
import { quotationBody } from './quotation';
import { recordHeader, type RecordType } from './header';
import { saleBody, voidBody } from './sale';
import { auditBody, cashBody, shiftCloseBody, shiftOpenBody } from './shift';

const BODIES = {
  sale: saleBody, 'training-sale': saleBody, void: voidBody, 'shift-open': shiftOpenBody,
  'shift-close': shiftCloseBody, cash: cashBody, audit: auditBody,
  quotation: quotationBody,
} satisfies Record<RecordType, z.ZodObject>; // prettier-ignore

export type RecordBody<Type extends RecordType> = z.input<(typeof BODIES)[Type]>;

/** The one UTF-8 JSON line of a record. Made once; afterwards only these bytes count. */
export function encodeRecord<Type extends RecordType>(
  header: z.input<typeof recordHeader> & { type: Type },
  body: RecordBody<Type>,
): string {
  return JSON.stringify({ ...header, body });
}

export interface DecodedRecord<Type extends RecordType = RecordType> {
  readonly header: z.output<typeof recordHeader>;
  readonly type: Type;
  readonly body: z.output<(typeof BODIES)[Type]>;
}

/** Reads a record's bytes strictly; undefined with the reason when they are not one. */
export function decodeRecord(line: string): { ok: true; record: DecodedRecord } | { ok: false; reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
  const header = recordHeader.safeParse(json);
  if (!header.success) return { ok: false, reason: z.prettifyError(header.error) };
  const body = BODIES[header.data.type].safeParse((json as { body?: unknown }).body);
  if (!body.success) return { ok: false, reason: z.prettifyError(body.error) };
  return { ok: true, record: { header: header.data, type: header.data.type, body: body.data } };
}

/** A signed record as registers keep it until headquarters has it. Posting it again is harmless. */
export const capsule = z.object({
  /** The record's bytes, exactly. */
  record: z.string().min(2).max(1_000_000),
  digest: digestHex,
  /** Ed25519 over the bytes, base64; null with a reason when signing failed. A signing fault never blocks a sale. */
  signature: z.string().max(200).nullable(),
  keyId: z.string().max(80).nullable(),
  unsignedReason: z.string().max(200).nullable(),
});
export type Capsule = z.output<typeof capsule>;
