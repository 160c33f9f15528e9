import { createConsoleClient, type ConsoleSchemas } from '@app/client/console';

export type Status = ConsoleSchemas['Status'];
export type ActivationCode = ConsoleSchemas['ActivationCode'];
export type EnrolmentPreview = ConsoleSchemas['EnrolmentPreview'];
export type Problem = ConsoleSchemas['Problem'];

export const api = createConsoleClient({ baseUrl: window.location.origin });

/** What a call gives: its answer, or what to say instead. */
export type Outcome<Data> = { readonly kind: 'done'; readonly data: Data } | { readonly kind: 'failed'; readonly problem: Problem };

const NO_ANSWER: Problem = {
  type: 'about:blank', title: 'No answer', status: 0, code: 'console.unreachable', retryable: true, correlationId: '',
}; // prettier-ignore

/** Never throws: a console that does not answer is an outcome like any other. */
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
