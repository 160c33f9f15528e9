import { costOf, judge, orderOf, plansFor, type FixupKind } from '@app/appliance';
import { Button } from '@mantine/core';
import { Actions, Failure, outcomeOf } from '@app/web';
import { IfMay } from '../access/session-context';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from '../status/known';
import classes from '../status/status.module.css';

interface FixupQuestionProps {
  readonly kind: FixupKind;
  readonly known: Known;
  readonly onClose: () => void;
}

/** What it costs, before it happens. */
export function FixupQuestion({ kind, known, onClose }: FixupQuestionProps) {
  const { isRunning, failure, run } = useCall();
  const plan = plansFor(known.observation, judge(known.observation)).find((one) => one.kind === kind)!;
  const carryOut = async () => {
    const body = { acceptsOpenPayments: plan.openPayments > 0 };
    const done = await run(() => outcomeOf(api.POST('/console/v1/fixups/{kind}', { params: { path: { kind } }, body })));
    if (done) onClose();
  };

  return (
    <div className={classes.question}>
      <p>{costOf(plan)}</p>
      <Actions>
        <IfMay permission={plan.permission}>
          <Button onClick={() => void carryOut()} loading={isRunning}>
            {orderOf(kind)}
          </Button>
        </IfMay>
        <Button variant="default" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </div>
  );
}
