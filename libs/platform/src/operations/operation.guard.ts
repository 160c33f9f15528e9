import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError, type Operation } from '@app/kernel';
import {
  APPROVAL_VERIFIER,
  AUTHENTICATORS,
  requestOf,
  type ApprovalVerifier,
  type AuthenticatedCaller,
  type Authenticators,
  type PlatformRequest,
} from './caller';
import { OPERATION } from './operation.decorator';

/** Denies by default: a route is open to whom its operation names, and to nobody when it names none. */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    @Inject(AUTHENTICATORS) private readonly authenticators: Authenticators,
    @Optional() @Inject(APPROVAL_VERIFIER) private readonly approvals?: ApprovalVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = Reflect.getMetadata(OPERATION, context.getHandler()) as Operation | undefined;
    if (!operation) throw new DomainError('auth.route-closed', 'the route has no operation');
    const request = requestOf(context);
    request.operation = operation;
    if (operation.caller !== 'anonymous') await this.admit(request, operation);
    if (operation.idempotency === 'required') requireIdempotencyKey(request);
    return true;
  }

  private async admit(request: PlatformRequest, operation: Operation): Promise<void> {
    const caller = await this.authenticate(request, operation);
    request.caller = caller;
    const isAllowed = isPermitted(operation, caller);
    if (isAllowed && request.headers['store-approval'] === undefined) return;
    // Who is allowed alone may still bring somebody whose limits reach farther.
    request.approval = operation.override === 'second-person' ? await this.approvals?.verify(request, operation) : undefined;
    if (!isAllowed && !request.approval) throw notPermitted(operation);
  }

  private authenticate(request: PlatformRequest, operation: Operation): AuthenticatedCaller | Promise<AuthenticatedCaller> {
    const { caller } = operation;
    const authenticator = caller === 'anonymous' ? undefined : this.authenticators[caller];
    if (!authenticator) throw new DomainError('auth.required', `nobody can be a caller of kind ${caller} here`);
    return authenticator.authenticate(request, operation);
  }
}

function isPermitted({ permission }: Operation, { permissions }: AuthenticatedCaller): boolean {
  return permission === null || permissions?.has(permission) === true;
}

function notPermitted({ id, permission, override }: Operation): DomainError {
  return new DomainError('auth.not-permitted', 'the caller lacks the permission', { operation: id, permission, override });
}

function requireIdempotencyKey({ headers }: PlatformRequest): void {
  if (!/^[\x21-\x7e]{1,100}$/.test(String(headers['idempotency-key'] ?? ''))) {
    throw new DomainError('idempotency.key-required', 'the header Idempotency-Key is required, 1 to 100 visible ASCII signs', {
      field: 'Idempotency-Key',
    });
  }
}
