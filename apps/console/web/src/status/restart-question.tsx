import { countText } from '@app/appliance';
import { Button } from '@mantine/core';
import { Actions, Failure, outcomeOf } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from './known';
import classes from './status.module.css';

/** What a restart costs, before it happens. */
export function RestartQuestion({ known, onClose }: { known: Known; onClose: () => void }) {
  const { isRunning, failure, run } = useCall();
  const restart = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/unit/restart')));
    if (done) onClose();
  };

  return (
    <div className={classes.question}>
      <p>{costOf(known)}</p>
      <Actions>
        <Button onClick={() => void restart()} loading={isRunning}>
          Restart now
        </Button>
        <Button variant="default" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </div>
  );
}

function costOf({ observation, facts }: Known): string {
  const selling = facts?.selling.registers.filter(({ isShiftOpen }) => isShiftOpen).length ?? 0;
  if (!observation.isUnitAnswering || selling === 0) return 'Restarting takes about 6 seconds.';
  return `Restarting stops selling for about 6 seconds on ${countText(selling, 'register')}.`;
}
