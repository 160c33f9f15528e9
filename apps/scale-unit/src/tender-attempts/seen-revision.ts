import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { readsHeader, type PlatformRequest } from '@app/platform';
import { revisionIn } from '../carts/caller';

/** The revision of the cart in `If-Match`; null without the header: a sale that comes in one request has no cart yet. */
export const SeenRevisionIfAny = createParamDecorator(
  (_: unknown, context: ExecutionContext): number | null => {
    const { headers } = context.switchToHttp().getRequest<PlatformRequest>();
    return headers['if-match'] === undefined ? null : revisionIn(headers['if-match']);
  },
  [readsHeader({ name: 'If-Match', required: false })],
);
