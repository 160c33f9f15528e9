import { costOf, judge, labelOf, plansFor, type FixupKind } from '@app/appliance';
import { Button } from '@mantine/core';
import { Actions, Failure, outcomeOf } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from '../status/known';
import classes from '../status/status.module.css';

/** What it costs, before it happens. */
export function FixupQuestion({ kind, known, onClose }: { kind: FixupKind; known: Known; onClose: () => void }) {
  const { isRunning, failure, run } = useCall();
  const plan = plansFor(known.observation, judge(known.observation)).find((one) => one.kind === kind)!;
  const acceptsOpenPayments = plan.openPayments > 0;
  const carryOut = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/fixups/{kind}', { params: { path: { kind } }, body: { acceptsOpenPayments } })));
    if (done) onClose();
  };

  return (
    <div className={classes.question}>
      <p>{costOf(plan)}</p>
      <Actions>
        <Button onClick={() => void carryOut()} loading={isRunning}>
          {kind === 'restart-unit' ? 'Restart now' : labelOf(kind)}
        </Button>
        <Button variant="default" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </div>
  );
} // prettier-ignore
