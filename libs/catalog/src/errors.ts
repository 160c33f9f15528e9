import { DomainError, type ErrorDetails } from '@app/kernel';

/** What this feature refuses. The app gives each a status. */
export type CatalogErrorCode = 'channel.unknown' | 'product.not-found' | 'register.unknown' | 'search.busy';

export function catalogError(code: CatalogErrorCode, message: string, details: ErrorDetails = {}): DomainError {
  return new DomainError(code, message, details);
}
