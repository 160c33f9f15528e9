/** What an API answers when it refuses (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly retryable: boolean;
  readonly correlationId: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What a call gives: its answer, or what to say instead. */
export type Outcome<Data> = { readonly kind: 'done'; readonly data: Data } | { readonly kind: 'failed'; readonly problem: Problem };

/** A page that asks by itself says so with this header: such a request does not keep a session alive. */
export const BACKGROUND = { 'x-background': '1' } as const;

const NO_ANSWER: Problem = {
  type: 'about:blank', title: 'No answer', status: 0, code: 'server.unreachable', retryable: true, correlationId: '',
}; // prettier-ignore

/** Never throws: a server that does not answer is an outcome like any other. */
export async function outcomeOf<Data>(
  call: Promise<{ data?: Data; error?: Problem; response: Response }>,
): Promise<Outcome<NonNullable<Data> | undefined>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { kind: 'done', data: data ?? undefined };
    return { kind: 'failed', problem: error ?? NO_ANSWER };
  } catch {
    return { kind: 'failed', problem: NO_ANSWER };
  }
}

export function waitSeconds({ parameters }: Problem): number {
  const waitMs = parameters?.['retryAfterMs'];
  return typeof waitMs === 'number' ? Math.max(1, Math.ceil(waitMs / 1000)) : 60;
}
