import type { Dispatcher } from 'undici';
import { failureOf, type LineFailure } from './failure-of';
import { request } from './undici';

export interface DownloadOptions {
  /** Where an earlier try stopped. */
  readonly fromByte: number;
  /** Longest wait for the next bytes. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export type DownloadAnswer =
  | {
      readonly kind: 'streaming';
      /** False when the other side began at byte 0 after all. */
      readonly isResumed: boolean;
      readonly body: Dispatcher.ResponseData['body'];
    }
  /** The bytes are to be had there. Whether to go is for the caller to judge. */
  | { readonly kind: 'elsewhere'; readonly link: URL }
  | { readonly kind: 'refused'; readonly status: number }
  | LineFailure;

export interface DownloadRequest extends DownloadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
}

/** Asks for bytes from a position on. Never throws for what the line or the other side does; who reads checks the digest. */
export async function startDownload({ url, headers, dispatcher, fromByte, deadlineMs, signal }: DownloadRequest): Promise<DownloadAnswer> {
  try {
    const answer = await request(dispatcher, url, {
      method: 'GET',
      headers: fromByte > 0 ? { ...headers, range: `bytes=${fromByte}-` } : headers,
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      signal,
    });
    const isResumed = answer.statusCode === 206;
    if (answer.statusCode === 200 || isResumed) return { kind: 'streaming', isResumed, body: answer.body };
    await answer.body.dump({ limit: 65_536 });
    return withoutBytes(answer);
  } catch (error) {
    return failureOf(error);
  }
}

/** A server in trouble is like a line in trouble: it passes. */
function withoutBytes({ statusCode, headers }: Dispatcher.ResponseData): DownloadAnswer {
  if (statusCode >= 500) return { kind: 'unreachable', reason: 'connection', message: `answered ${statusCode}` };
  const { location } = headers;
  if (statusCode === 307 && typeof location === 'string' && URL.canParse(location)) return { kind: 'elsewhere', link: new URL(location) };
  return { kind: 'refused', status: statusCode };
}
