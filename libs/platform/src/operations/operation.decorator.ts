import { SetMetadata } from '@nestjs/common';
import type { Operation as OperationRecord } from '@app/kernel';

export const OPERATION = 'platform:operation';

/** Says which operation of the registry a route is. Guard, audit, documentation and the operation map read it. */
export const Operation = (operation: OperationRecord): MethodDecorator => SetMetadata(OPERATION, operation);
