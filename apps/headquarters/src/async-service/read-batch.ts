import { DomainError } from '@app/kernel';
import { headAfter, recordSignatures, sha256Hex, uploadHeader, type UploadHeader } from '@app/protocol';
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
  const lines = textOf(body).replace(/\n$/, '').split('\n');
  const header = parse(uploadHeader, lines[0]);
  const { signatures } = parse(recordSignatures, lines.at(-1));
  const texts = lines.slice(1, -1);
  const isWhole =
    texts.length === header.count && signatures.length === header.count && header.toCounter - header.fromCounter + 1 === header.count;
  if (!isWhole) throw refusal('upload.incomplete', 'the batch does not hold as many records as it says');
  const records = texts.map((line, index) => ({
    counter: header.fromCounter + index,
    line,
    digest: sha256Hex(line),
    signature: signatures[index]?.signature ?? null,
    keyId: signatures[index]?.keyId ?? null,
  }));
  const head = headAfter(header.previousHead, records.map(({ digest }) => digest)); // prettier-ignore
  if (head !== header.head) throw refusal('upload.head-wrong', 'the head does not follow from the records');
  return { header, records };
}

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

const refusal = (code: string, message: string) => new DomainError(code, message);
