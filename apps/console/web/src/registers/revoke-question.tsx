import type { RegisterFacts } from '@app/appliance';
import { Button } from '@mantine/core';
import { Actions, Failure, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';

/** What shutting a register out means, before it happens. */
export function RevokeQuestion({ register, onClose }: { register: RegisterFacts; onClose: () => void }) {
  const { isRunning, failure, run } = useCall();
  const revoke = async () => {
    const path = { deviceId: register.deviceId ?? '' };
    const done = await run(() => outcomeOf(api.POST('/console/v1/devices/{deviceId}/revoke', { params: { path } })));
    if (done) onClose();
  };

  return (
    <Sheet
      title={`Shut ${register.name} out?`}
      lead={`It stops selling at once${register.isShiftOpen ? ', in the middle of its shift' : ''}. A new code sets it up again.`}
    >
      <Actions>
        <Button color="red" onClick={() => void revoke()} loading={isRunning}>
          Shut it out
        </Button>
        <Button variant="default" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </Sheet>
  );
}
