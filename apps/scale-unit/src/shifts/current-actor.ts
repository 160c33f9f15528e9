import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { EmployeeCaller } from '@app/devices';
import type { PlatformRequest } from '@app/platform';
import type { Actor } from '@app/store-operations';

/** Who asks: the employee with all permissions, the register, and a second person where one stood in. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { caller, approval } = context.switchToHttp().getRequest<PlatformRequest>();
  const { deviceId, legalEntityId, channelId, registerId, staffId, permissions } = caller as EmployeeCaller;
  return {
    deviceId,
    legalEntityId,
    channelId,
    registerId,
    staffId,
    permissions,
    approvedBy: approval?.staffId ?? null,
    registerTime: null,
  };
});
