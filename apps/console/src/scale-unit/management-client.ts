import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { readTextIfExists } from '@app/files';
import { SETTINGS, type ConsoleSettings } from '../config';
import { askOverHttp, type HttpAnswer } from './ask-over-http';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
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
  async ask(request: Request): Promise<unknown> {
    return (await this.answerTo(request)).json;
  }

  /** The same for an answer that is no JSON. */
  async askText(request: Pick<Request, 'path' | 'deadlineMs'>): Promise<string> {
    return (await this.answerTo({ method: 'GET', ...request })).text;
  }

  private async answerTo({ method, path, body, deadlineMs }: Request): Promise<HttpAnswer> {
    const answer = await this.call(path, {
      method,
      headers: {
        // Read each time: the unit makes the file at its first start.
        authorization: `Bearer ${readTextIfExists(this.tokenPath)?.trim() ?? ''}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      deadlineMs,
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusalOf(answer);
  }

  private async call(path: string, call: Parameters<typeof askOverHttp>[1]): Promise<HttpAnswer> {
    try {
      return await askOverHttp(`${this.base}${path}`, call);
    } catch (cause) {
      throw new DomainError('scale-unit.unreachable', 'The scale unit does not answer.', { retryable: true }, { cause });
    }
  }
}

/** A refusal keeps the unit's own code as its reason; an answer without one says no more than silence. */
function refusalOf({ status, json }: HttpAnswer): DomainError {
  const { code, detail, parameters } = (json ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || code === 'internal.unexpected' || status === 401) {
    return new DomainError('scale-unit.unreachable', `The scale unit answered ${status}.`, { retryable: true });
  }
  return new DomainError('scale-unit.refused', typeof detail === 'string' ? detail : 'The scale unit refused.', {
    reason: code,
    ...(typeof parameters === 'object' ? { details: parameters } : {}),
  });
}
