import { timeText, underWayText, updateStepText, whyNotText, type Words } from '@app/appliance';
import { Actions, Facts, Failure, Mark, outcomeOf, Sheet } from '@app/web';
import { Button } from '@mantine/core';
import { IfMay } from '../access/session-context';
import { api, type Updates, type UpdateUnderWay } from '../api/client';
import { useCall } from '../api/use-call';
import { Reason } from './reason';
import { stepsOf, stopText, windowText } from './updates-text';
import classes from './updates.module.css';

interface UnderWayProps {
  readonly state: Updates;
  readonly update: UpdateUnderWay;
  readonly words: Words;
  readonly onChange: (state: Updates) => void;
}

/** How far it is, why it waits, and the way out of it. Leaving the page does not stop it. */
export function UnderWaySheet({ state, update, words, onChange }: UnderWayProps) {
  const { cause, effect } = underWayText(update, words);
  const { reason, trouble, orderedBy, orderedAt } = update;
  return (
    <Sheet title={cause.replace(/\.$/, '')} lead={effect}>
      <div className={classes.more}>
        <Steps update={update} />
        <WhyNotNow update={update} words={words} />
        {trouble && (
          <div className={classes.why} data-tone="limited">
            <Reason reason={trouble} />
          </div>
        )}
        {reason && (
          <div className={classes.why} data-tone="limited">
            <Reason reason={reason} />
          </div>
        )}
        <Facts
          facts={[
            ['Ordered', [orderedAt === null ? '' : timeText(orderedAt, words), orderedBy === null ? '' : `by ${orderedBy}`].join(' ').trim() || '–'],
            ['When', windowText(update, words)],
          ]}
        />
        {update.mayBeCancelled && <Cancel state={state} update={update} onChange={onChange} />}
      </div>
    </Sheet>
  );
} // prettier-ignore

function Steps({ update }: { update: UpdateUnderWay }) {
  const steps = stepsOf(update);
  const now = update.step === null ? -1 : steps.indexOf(update.step);
  const state = (index: number) => (index < now ? 'done' : index === now ? 'now' : 'to-come');
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => (
        <li key={step} className={classes.step} data-state={state(index)} aria-current={index === now ? 'step' : undefined}>
          {index < now && <Mark tone="good" size={18} />}
          {index === now && <Mark tone={step === 'undoing' ? 'limited' : 'info'} size={18} />}
          {index > now && <span className={classes.dot} />}
          {updateStepText(step)}
          {index === now && update.bytes && (
            <progress className={classes.bar} value={update.bytes.done} max={update.bytes.total} aria-label="How much of it is here" />
          )}
        </li>
      ))}
    </ol>
  );
}

function WhyNotNow({ update: { whyNot }, words }: Pick<UnderWayProps, 'update' | 'words'>) {
  if (whyNot.length === 0) return null;
  return (
    <div className={classes.why}>
      <h2>Why not now</h2>
      <ul>
        {whyNot.map((reason) => (
          <li key={reason.code}>{whyNotText(reason, words)}</li>
        ))}
      </ul>
    </div>
  );
}

function Cancel({ state, update: { step, from }, onChange }: Omit<UnderWayProps, 'words'>) {
  const { isRunning, failure, run } = useCall();
  const cancel = async () => {
    const done = await run(() => outcomeOf(api.DELETE('/console/v1/updates/order')));
    if (done?.data) onChange(done.data);
  };
  return (
    <IfMay permission="change-release" what="cancel it">
      {step === 'proving' && <p>{stopText(state)} Everything that was sold stays.</p>}
      <Actions>
        <Button variant="default" onClick={() => void cancel()} loading={isRunning}>
          {step === 'proving' ? `Go back to ${from} now` : 'Cancel the update'}
        </Button>
      </Actions>
      <Failure text={failure} />
    </IfMay>
  );
}
