import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const ANSWERS = 'platform:answers';

export interface AnswerDescription {
  readonly status: number;
  readonly description: string;
  /** Absent for an answer without a body. */
  readonly schema?: z.ZodType;
  /** `application/json` when absent. */
  readonly mediaType?: string;
}

/**
 * Says what a route answers when it succeeds. Plain metadata: @nestjs/swagger costs start time and memory, so only the
 * script that writes the OpenAPI document loads it and reads this.
 */
export const Answers = (status: number, description: string, schema?: z.ZodType, mediaType?: string): MethodDecorator =>
  SetMetadata(ANSWERS, { status, description, schema, mediaType } satisfies AnswerDescription);
