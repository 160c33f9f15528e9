import type { DownloadAnswer, SignedAnswer, SignedCall } from '@app/platform';
import {
  contentAnswer,
  downloadSession,
  proofAnswer,
  rangeAnswer,
  resendAnswer,
  sessionList,
  signedManifest,
  uploadAnswer,
  uploadHeadAnswer,
  type BoxIdentity,
  type ContentAnswer,
  type ContentQuery,
  type DownloadSession,
  type RepairRequest,
  type SessionReport,
  type SignedManifest,
  type UploadAnswer,
} from '@app/protocol';
import { z } from 'zod';
import type { HeadquartersWire } from './headquarters-wire';

export interface ExchangeFailure {
  readonly ok: false;
  /** `refused`: headquarters said no; `malformed`: headquarters said something this release cannot read. */
  readonly kind: 'unreachable' | 'something-else-answers' | 'refused' | 'malformed';
  readonly reason: string;
}
export type ExchangeResult<Value> = { readonly ok: true; readonly value: Value } | ExchangeFailure;

export type SessionList = z.output<typeof sessionList>;
export type UploadHead = z.output<typeof uploadHeadAnswer>;
export type Proof = z.output<typeof proofAnswer>;
export interface ProofRequest {
  readonly box: BoxIdentity;
  readonly records: readonly { readonly counter: number; readonly digest: string; readonly receiptNumber?: string | null }[];
}

/** Counters from one to another, both included. */
export interface CounterRange {
  readonly fromCounter: number;
  readonly toCounter: number;
}

const BASE = '/exchange/v1';
const CALL_DEADLINE_MS = 15_000;
const TRANSFER_DEADLINE_MS = 60_000;
/** Time the line may add to a long poll. */
const POLL_MARGIN_MS = 10_000;
const LONGEST_REASON = 300;
const UNAUTHORIZED = 401;

/** The exchange as headquarters offers it, with every answer read strictly: what comes from there is input like any other. */
export class ExchangeClient {
  /** Where headquarters keeps segments besides itself, as its last list of sessions named it. */
  private blobOrigins: readonly string[] = [];

  constructor(private readonly wire: HeadquartersWire) {}

  /** Sessions to apply, in their order. Headquarters holds the call up to `waitSeconds` while there are none. */
  async sessions(waitSeconds: number, signal?: AbortSignal): Promise<ExchangeResult<SessionList>> {
    const deadlineMs = waitSeconds * 1000 + POLL_MARGIN_MS;
    const answer = await this.get(`/sessions?wait=${waitSeconds}`, sessionList, deadlineMs, signal);
    if (!answer.ok) return answer;
    this.blobOrigins = answer.value.blobOrigins ?? [];
    return answer;
  }

  manifest(packageId: string, signal?: AbortSignal): Promise<ExchangeResult<SignedManifest>> {
    return this.get(`/packages/${packageId}/manifest`, signedManifest, TRANSFER_DEADLINE_MS, signal);
  }

  /**
   * A segment's bytes from `fromByte` on. Not signed: its name is its digest. A link is new with every try, is followed to
   * hosts that headquarters named, and where it leads nowhere headquarters sends the bytes itself.
   */
  async blob(sha256: string, fromByte: number, signal?: AbortSignal): Promise<DownloadAnswer> {
    const options = { fromByte, deadlineMs: TRANSFER_DEADLINE_MS, ...(signal && { signal }) };
    const answer = await this.wire.download(`${BASE}/blobs/${sha256}`, options);
    if (answer.kind !== 'elsewhere') return answer;
    const linked = this.mayFollow(answer.link) ? await this.wire.follow(answer.link, options) : answer;
    return linked.kind === 'streaming' ? linked : this.wire.download(`${BASE}/blobs/${sha256}?via=headquarters`, options);
  }

  /** All rows of one job again: headquarters answers with the session that will carry them. */
  requestSnapshot(job: string): Promise<ExchangeResult<DownloadSession>> {
    return this.post('/snapshots', JSON.stringify({ job }), downloadSession, { deadlineMs: TRANSFER_DEADLINE_MS });
  }

  report(sessionId: string, report: SessionReport): Promise<ExchangeResult<unknown>> {
    return this.post(`/sessions/${sessionId}/state`, JSON.stringify(report), z.unknown());
  }

  /** A batch as NDJSON bytes, exactly as it was put together. */
  upload(batch: Uint8Array): Promise<ExchangeResult<UploadAnswer>> {
    return this.post('/uploads', batch, uploadAnswer, { contentType: 'application/x-ndjson', deadlineMs: TRANSFER_DEADLINE_MS });
  }

  uploadHead(box: BoxIdentity): Promise<ExchangeResult<UploadHead>> {
    return this.post('/uploads/head', JSON.stringify({ box }), uploadHeadAnswer);
  }

  proof(request: ProofRequest): Promise<ExchangeResult<Proof>> {
    return this.post('/uploads/proof', JSON.stringify(request), proofAnswer, { deadlineMs: TRANSFER_DEADLINE_MS });
  }

  ranges(box: BoxIdentity, ranges: readonly CounterRange[]): Promise<ExchangeResult<z.output<typeof rangeAnswer>>> {
    return this.post('/uploads/ranges', JSON.stringify({ box, ranges }), rangeAnswer, { deadlineMs: TRANSFER_DEADLINE_MS });
  }

  /** Records that headquarters acknowledged and lost, as NDJSON bytes. */
  resend(records: Uint8Array): Promise<ExchangeResult<z.output<typeof resendAnswer>>> {
    const options = { contentType: 'application/x-ndjson', deadlineMs: TRANSFER_DEADLINE_MS };
    return this.post('/uploads/resend', records, resendAnswer, options);
  }

  contentDigests(query: ContentQuery): Promise<ExchangeResult<ContentAnswer>> {
    return this.post('/content/digests', JSON.stringify(query), contentAnswer, { deadlineMs: TRANSFER_DEADLINE_MS });
  }

  contentRepair(request: RepairRequest): Promise<ExchangeResult<DownloadSession>> {
    return this.post('/content/repairs', JSON.stringify(request), downloadSession, { deadlineMs: TRANSFER_DEADLINE_MS });
  }

  /** Over TLS, or within this machine. */
  private mayFollow({ origin, protocol, hostname }: URL): boolean {
    const isGuarded = protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
    return isGuarded && this.blobOrigins.includes(origin);
  }

  private get<Value>(path: string, schema: z.ZodType<Value>, deadlineMs: number, signal?: AbortSignal): Promise<ExchangeResult<Value>> {
    return this.read({ method: 'GET', path: BASE + path, deadlineMs, ...(signal && { signal }) }, schema);
  }

  private post<Value>(
    path: string,
    body: string | Uint8Array,
    schema: z.ZodType<Value>,
    options: Partial<SignedCall> = {},
  ): Promise<ExchangeResult<Value>> {
    return this.read({ method: 'POST', path: BASE + path, body, deadlineMs: CALL_DEADLINE_MS, ...options }, schema);
  }

  private async read<Value>(call: SignedCall, schema: z.ZodType<Value>): Promise<ExchangeResult<Value>> {
    const answer = await this.ask(call);
    if (answer.kind === 'unreachable') return { ok: false, kind: 'unreachable', reason: `${answer.reason}: ${answer.message}` };
    if (answer.kind === 'something-else-answers') return { ok: false, kind: answer.kind, reason: answer.reason };
    const text = answer.body.toString('utf8');
    if (answer.status < 200 || answer.status > 299) return refusal(`${answer.status} ${text}`);
    const parsed = schema.safeParse(jsonIn(text));
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, kind: 'malformed', reason: z.prettifyError(parsed.error).slice(0, LONGEST_REASON) };
  }

  /** Headquarters refuses what the line sends twice. Whether it means us is said by its answer to a request that is signed anew. */
  private async ask(call: SignedCall): Promise<SignedAnswer> {
    const answer = await this.wire.call(call);
    return answer.kind === 'answered' && answer.status === UNAUTHORIZED ? this.wire.call(call) : answer;
  }
}

function refusal(reason: string): ExchangeFailure {
  return { ok: false, kind: 'refused', reason: reason.slice(0, LONGEST_REASON) };
}

/** Undefined, which no schema of an answer with content takes, when the text is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
