import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Seller } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import type { Permission } from '@app/commerce';
import { DomainError } from '@app/kernel';
import { idempotencyKeyOf, readsHeader, type AuthenticatedCaller, type PlatformRequest } from '@app/platform';

/** An employee at a register, as the authenticator found out. */
type StoreCaller = AuthenticatedCaller & Omit<Seller, 'approvedBy'>;

const requestOf = (context: ExecutionContext): PlatformRequest => context.switchToHttp().getRequest<PlatformRequest>();

function sellerOf({ caller, approval }: PlatformRequest): Seller {
  const { deviceId, legalEntityId, channelId, registerId, staffId } = caller as StoreCaller;
  return { deviceId, legalEntityId, channelId, registerId, staffId, approvedBy: approval?.staffId ?? null };
}

/** Who sells: the employee, the register, and a second person where one stood in. */
export const CurrentSeller = createParamDecorator((_: unknown, context: ExecutionContext) => sellerOf(requestOf(context)));

/** The request's key within its device. The guard has made sure that there is one. */
export const KeyOfDevice = createParamDecorator((_: unknown, context: ExecutionContext): RequestKey => {
  const request = requestOf(context);
  const { key, fingerprint } = idempotencyKeyOf(request) ?? { key: '', fingerprint: '' };
  return { deviceId: (request.caller as StoreCaller).deviceId, key, fingerprint };
});

/** The revision the register has seen, from `If-Match: "r3"`. */
export const SeenRevision = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const given = requestOf(context).headers['if-match'];
    if (given === undefined) throw new DomainError('cart.revision-required', 'the header If-Match is required', { field: 'If-Match' });
    return revisionIn(given);
  },
  [readsHeader({ name: 'If-Match', required: true })],
);

export function revisionIn(given: string | readonly string[]): number {
  const [, revision] = /^(?:W\/)?"r(\d{1,9})"$/.exec(String(given)) ?? [];
  if (revision === undefined) throw new DomainError('request.invalid', 'If-Match is not the ETag of a cart', { field: 'If-Match' });
  return Number(revision);
}

/** What the caller may do beyond the operation itself. */
export const CallerPermissions = createParamDecorator(
  (_: unknown, context: ExecutionContext): ReadonlySet<string> => requestOf(context).caller?.permissions ?? new Set(),
);

export function requirePermission(permissions: ReadonlySet<string>, permission: Permission, field: string): void {
  if (!permissions.has(permission)) throw new DomainError('auth.not-permitted', 'the caller lacks the permission', { permission, field });
}
