import type { ExchangeFailure } from '../wire/exchange-client';

/** `damaged`: the bytes are not those the manifest names, so that they have to come again from the start. */
export type FetchOutcome =
  { readonly ok: true } | ExchangeFailure | { readonly ok: false; readonly kind: 'damaged'; readonly reason: string };
