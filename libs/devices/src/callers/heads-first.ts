import type { Operation } from '@app/kernel';
import type { Authenticator, PlatformRequest } from '@app/platform';
import type { RegisterHeads } from '../sessions/register-heads';
import type { EmployeeCaller } from './callers';

/** An employee as the authenticator finds out, and only once the device has shown its heads where the operation leaves records. */
export class HeadsFirst implements Authenticator {
  constructor(
    private readonly employees: { authenticate(request: PlatformRequest): Promise<EmployeeCaller> },
    private readonly heads: RegisterHeads,
  ) {}

  async authenticate(request: PlatformRequest, operation: Operation): Promise<EmployeeCaller> {
    const caller = await this.employees.authenticate(request);
    this.heads.requireShown(caller, operation);
    return caller;
  }
}
