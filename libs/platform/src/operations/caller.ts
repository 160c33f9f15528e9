import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller, Operation } from '@app/kernel';

/** Who stands behind a request, as the app's authenticator found out. Apps extend it with their own fields. */
export interface AuthenticatedCaller {
  readonly kind: Caller;
  /** Permissions of the employee; absent where being the caller is enough. */
  readonly permissions?: ReadonlySet<string>;
}

/** A second person who allowed this one operation (manager override). */
export interface Approval {
  readonly staffId: string;
}

/** What guards and controllers need of a request, whatever the HTTP server beneath. */
export interface PlatformRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: unknown;
  readonly ip: string;
  /** The bytes of the body, exactly; absent when there was none. */
  rawBody?: Buffer;
  /** What the route does, once the guard has seen it. */
  operation?: Operation;
  caller?: AuthenticatedCaller;
  approval?: Approval;
}

/** Finds out who calls. Throws a coded error (`auth.required`, `auth.expired` ...) when it cannot. */
export interface Authenticator {
  authenticate(request: PlatformRequest, operation: Operation): AuthenticatedCaller | Promise<AuthenticatedCaller>;
}

/** One per kind of caller the app serves; a route whose caller has none refuses everybody. */
export type Authenticators = Readonly<Partial<Record<Exclude<Caller, 'anonymous'>, Authenticator>>>;
export const AUTHENTICATORS = 'platform:authenticators';

/** Checks the approval of a second person, when a request carries one. Undefined when it carries none. */
export interface ApprovalVerifier {
  verify(request: PlatformRequest, operation: Operation): Approval | undefined | Promise<Approval | undefined>;
}
export const APPROVAL_VERIFIER = 'platform:approval-verifier';

export const requestOf = (context: ExecutionContext): PlatformRequest => context.switchToHttp().getRequest<PlatformRequest>();

/** The caller that the guard admitted. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).caller);

/** The second person who approved; undefined when the caller was allowed alone. */
export const CurrentApproval = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).approval);
