import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { readTextIfExists } from '@app/platform';
import { SETTINGS, type ConsoleSettings } from '../config';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
  readonly deadlineMs: number;
}

/** Asks the scale unit on its management API, as the other process of this box: with the credential from its key folder. */
@Injectable()
export class ManagementClient {
  private readonly base: string;
  private readonly tokenPath: string;

  constructor(@Inject(SETTINGS) { dataDir, managementPort }: ConsoleSettings) {
    this.base = `http://127.0.0.1:${managementPort}/management/v1`;
    this.tokenPath = join(dataDir, 'scale-unit', 'keys', 'machine.token');
  }

  /** The answer's body. Throws `scale-unit.unreachable` when none came, and what the unit refused under its own code. */
  async ask({ method, path, body, idempotencyKey, deadlineMs }: Request): Promise<unknown> {
    const response = await this.fetch(`${this.base}${path}`, {
      method,
      headers: {
        // Read each time: the unit makes the file at its first start.
        authorization: `Bearer ${readTextIfExists(this.tokenPath)?.trim() ?? ''}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(deadlineMs),
    });
    if (response.status === 204) return undefined;
    const answer = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined;
    if (response.ok) return answer;
    throw refusalOf(response.status, answer);
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (cause) {
      throw new DomainError('scale-unit.unreachable', 'The scale unit does not answer.', { retryable: true }, { cause });
    }
  }
}

/** A refusal keeps the unit's own code as its reason; an answer without one says no more than silence. */
function refusalOf(status: number, answer: Record<string, unknown> | undefined): DomainError {
  const { code, detail, parameters } = answer ?? {};
  if (typeof code !== 'string' || code === 'internal.unexpected' || status === 401) {
    return new DomainError('scale-unit.unreachable', `The scale unit answered ${status}.`, { retryable: true });
  }
  return new DomainError('scale-unit.refused', typeof detail === 'string' ? detail : 'The scale unit refused.', {
    reason: code,
    ...(typeof parameters === 'object' ? { details: parameters } : {}),
  });
}
