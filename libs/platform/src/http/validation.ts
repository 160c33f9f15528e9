import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { containsCardNumber, DomainError } from '@app/kernel';
import { z } from 'zod';

/** How deep into a failed value the pointer goes; also a bound on what an answer repeats of a request. */
const MAXIMUM_POINTER = 200;

/**
 * Nest's pipe for standard schemas: `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })`. One zod schema gives the
 * type, this validation and the OpenAPI document. The first failing field is named as a JSON pointer.
 */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const schema = metadata.schema;
    if (!schema) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value as T;
    throw invalid(result.issues[0] as z.core.$ZodIssue, metadata.data);
  }
}

function invalid(issue: z.core.$ZodIssue, argument: string | undefined): DomainError {
  const code = issue.code === 'custom' && issue.params?.['code'] === CARD_NUMBER ? CARD_NUMBER : 'request.invalid';
  return new DomainError(code, issue.message, { field: pointerOf(issue, argument) });
}

function pointerOf(issue: z.core.$ZodIssue, argument: string | undefined): string {
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const parts = [...(argument === undefined ? [] : [argument]), ...(issue.path ?? []), ...extra];
  return parts
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, MAXIMUM_POINTER);
}

const CARD_NUMBER = 'request.card-number';

/**
 * Text a person writes. A payment card number in it is refused and never stored (PCI DSS 3). Not for barcodes, scans, ids,
 * receipt or gift card numbers: one in ten of those passes the same check by chance.
 */
export const freeText = (maximumLength: number) =>
  z
    .string()
    .max(maximumLength)
    .refine((text) => !containsCardNumber(text), {
      error: 'a payment card number must not be written here',
      params: { code: CARD_NUMBER },
    })
    .meta({ 'x-free-text': true });
