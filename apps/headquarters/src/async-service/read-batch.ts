import { DomainError } from '@app/kernel';
import { headAfter, recordSignatures, resendHeader, sha256Hex, uploadHeader, type ResendHeader, type UploadHeader } from '@app/protocol';
import { z } from 'zod';

/** A record as it came: its bytes, its digest, and who claims to have signed it. */
export interface SentRecord {
  readonly counter: number;
  readonly line: string;
  readonly digest: string;
  readonly signature: string | null;
  readonly keyId: string | null;
}

export interface Batch {
  readonly header: UploadHeader;
  readonly records: readonly SentRecord[];
}

/** Takes a batch apart and checks that it is whole: count, range and head agree with the bytes. */
export function readBatch(body: Uint8Array): Batch {
  const lines = linesOf(body);
  const header = parse(uploadHeader, lines[0]);
  if (header.toCounter - header.fromCounter + 1 !== header.count) throw incomplete();
  const records = recordsIn(lines, header.count, (index) => header.fromCounter + index);
  const head = headAfter(header.previousHead, records.map(({ digest }) => digest)); // prettier-ignore
  if (head !== header.head) throw refusal('upload.head-wrong', 'the head does not follow from the records');
  return { header, records };
}

export interface Resend {
  readonly header: ResendHeader;
  readonly records: readonly SentRecord[];
}

/** Takes records apart that are sent again by name. */
export function readResend(body: Uint8Array): Resend {
  const lines = linesOf(body);
  const header = parse(resendHeader, lines[0]);
  if (new Set(header.counters).size < header.counters.length) throw refusal('upload.malformed', 'a counter comes twice');
  return { header, records: recordsIn(lines, header.counters.length, (index) => header.counters[index] ?? 0) };
}

function recordsIn(lines: readonly string[], count: number, counterAt: (index: number) => number): SentRecord[] {
  const { signatures } = parse(recordSignatures, lines.at(-1));
  const texts = lines.slice(1, -1);
  if (texts.length !== count || signatures.length !== count) throw incomplete();
  return texts.map((line, index) => ({
    counter: counterAt(index),
    line,
    digest: sha256Hex(line),
    signature: signatures[index]?.signature ?? null,
    keyId: signatures[index]?.keyId ?? null,
  }));
}

const linesOf = (body: Uint8Array): string[] => textOf(body).replace(/\n$/, '').split('\n');

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw refusal('upload.malformed', 'the batch is not UTF-8');
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, line: string | undefined): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(line ?? ''));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'a line is not JSON';
    throw refusal('upload.malformed', reason.slice(0, 400));
  }
}

const incomplete = () => refusal('upload.incomplete', 'the batch does not hold as many records as it says');
const refusal = (code: string, message: string) => new DomainError(code, message);
