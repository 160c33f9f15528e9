import type { Clock, Operation } from '@app/kernel';
import type { PlatformRequest } from '@app/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { UserCaller } from '../access/user-sessions';
import type { AuditEntry } from './audit-entry';
import type { AuditTrail } from './audit-trail';

interface Note {
  readonly who?: string | undefined;
  readonly subject?: string;
}
type AuditedRequest = PlatformRequest & { auditNote?: Note };

/** Says for the audit trail what the request alone does not tell: whose name was typed, or what an action was done to. */
export function noteForAudit(request: FastifyRequest, note: Note): void {
  const audited: AuditedRequest = request;
  audited.auditNote = { ...audited.auditNote, ...note };
}

/** Every action is written down before its answer leaves, whatever came of it. */
export function useAudit(instance: FastifyInstance, trail: AuditTrail, clock: Clock, onFailure: (error: unknown) => void): void {
  instance.addHook('onSend', async (request, reply, payload) => {
    const entry = entryFor(request, reply, payload, clock);
    // A full disk must not keep anybody from making room.
    if (entry) await trail.append(entry).catch(onFailure);
  });
}

const DENIED: ReadonlySet<number> = new Set([401, 403]);
const TOO_MANY = 429;

function entryFor(request: AuditedRequest, { statusCode }: FastifyReply, payload: unknown, clock: Clock): AuditEntry | undefined {
  const { operation, auditNote } = request;
  const who = (request.caller as UserCaller | undefined)?.name ?? auditNote?.who ?? null;
  if (!operation?.audit || isNoise(operation, who, statusCode)) return undefined;
  return {
    at: clock.now(),
    who,
    action: operation.id,
    subject: auditNote?.subject ?? subjectIn(request.params),
    outcome: outcomeOf(statusCode),
    code: statusCode < 400 ? null : codeIn(payload),
    from: request.ip,
    correlationId: request.id,
  };
}

/** Strangers must not be able to fill the trail. */
const isNoise = ({ caller }: Operation, who: string | null, statusCode: number): boolean =>
  statusCode === TOO_MANY || (who === null && caller !== 'anonymous');

function outcomeOf(statusCode: number): AuditEntry['outcome'] {
  if (statusCode < 400) return 'done';
  if (DENIED.has(statusCode)) return 'denied';
  return statusCode < 500 ? 'refused' : 'failed';
}

function subjectIn(params: unknown): string | null {
  const values = Object.values((params ?? {}) as Record<string, string>);
  return values.length === 0 ? null : values.join(' ');
}

/** Of a problem's body. */
function codeIn(payload: unknown): string | null {
  const [, code] = /"code":"([\w.-]+)"/.exec(typeof payload === 'string' ? payload : '') ?? [];
  return code ?? null;
}
