import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { PlatformRequest } from '@app/platform';

/** The request itself, for what is checked over its bytes: signatures and batches of records. */
export const CurrentRequest = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<PlatformRequest>(),
);
