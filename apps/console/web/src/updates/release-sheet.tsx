import { timeText, type Words } from '@app/appliance';
import { Actions, Facts, Failure, outcomeOf as outcomeOfCall, Sheet, State } from '@app/web';
import { Button } from '@mantine/core';
import { IfMay } from '../access/session-context';
import { api, type EndedUpdate, type Updates } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from '../status/known';
import { Reason } from './reason';
import { MODES, offeredFault, offeredText, outcomeOf, stopText } from './updates-text';
import classes from './updates.module.css';

interface ReleaseProps {
  readonly state: Updates;
  readonly known: Known;
  readonly onChange: (state: Updates) => void;
  /** Whether it is asked what going back costs. */
  readonly isAsked: boolean;
  readonly onAsk: (isAsked: boolean) => void;
}

/** What runs, what became of the last update, what is offered, and the way back. */
export function ReleaseSheet({ state, known, onChange, isAsked, onAsk }: ReleaseProps) {
  const { words } = known;
  const { running, previous, mode, underWay, history } = state;
  const fault = offeredFault(state, words);
  return (
    <Sheet title={`Version ${running} runs`} lead={underWay ? undefined : 'Nothing is ordered.'}>
      <div className={classes.more}>
        {!underWay && history[0] && <LastUpdate last={history[0]} words={words} />}
        {fault && (
          <p className={classes.why} data-tone="limited">
            {fault}
          </p>
        )}
        <Facts
          facts={[
            ['Ran before', previous === null ? 'None that could be gone back to' : `Version ${previous}, kept for going back`],
            ...(mode === 'slots' ? ([['Releases', offeredText(state, words)]] as const) : []),
            ['How', MODES[mode]],
          ]}
        />
        {!underWay && isAsked && previous !== null && (
          <UndoQuestion state={state} known={known} version={previous} onChange={onChange} onClose={() => onAsk(false)} />
        )}
        {mode === 'slots' && !underWay && !isAsked && (state.hasSource || previous !== null) && (
          <Actions>
            {state.hasSource && <LookForReleases onChange={onChange} />}
            {previous !== null && (
              <IfMay permission="change-release" what={`go back to ${previous}`}>
                <Button variant="default" onClick={() => onAsk(true)}>
                  Go back to {previous}
                </Button>
              </IfMay>
            )}
          </Actions>
        )}
      </div>
    </Sheet>
  );
}

/** An update that did not stay is said until the next one; one that did stands in the history. */
function LastUpdate({ last, words }: { last: EndedUpdate; words: Words }) {
  if (last.reason === null || last.reason.code === 'asked') return null;
  const [tone, word] = outcomeOf(last);
  return (
    <div className={classes.why} data-tone="limited">
      <h2>
        <State tone={tone} word={`Version ${last.to}: ${word.toLowerCase()} at ${timeText(last.at, words)}`} />
      </h2>
      <Reason reason={last.reason} />
    </div>
  );
}

function LookForReleases({ onChange }: { onChange: (state: Updates) => void }) {
  const { isRunning, failure, run } = useCall();
  const look = async () => {
    const done = await run(() => outcomeOfCall(api.POST('/console/v1/updates/look')));
    if (done?.data) onChange(done.data);
  };
  return (
    <>
      <Button variant="default" onClick={() => void look()} loading={isRunning}>
        Look for releases
      </Button>
      <Failure text={failure} />
    </>
  );
}

interface UndoProps extends Pick<ReleaseProps, 'state' | 'known' | 'onChange'> {
  readonly version: string;
  readonly onClose: () => void;
}

/** What stops and for how long, before it happens. */
function UndoQuestion({ state, known: { facts }, version, onChange, onClose }: UndoProps) {
  const { isRunning, failure, run } = useCall();
  const registerNames = (facts?.selling.registers ?? []).filter(({ isShiftOpen }) => isShiftOpen).map(({ name }) => name);
  const goBack = async () => {
    const done = await run(() => outcomeOfCall(api.POST('/console/v1/updates/undo')));
    if (!done?.data) return;
    onChange(done.data);
    onClose();
  };
  return (
    <div className={classes.question}>
      <p>{stopText(state, registerNames)} They are told ten seconds before, and no payment is cut. Everything that was sold stays.</p>
      <Actions>
        <Button onClick={() => void goBack()} loading={isRunning}>
          Go back to {version}
        </Button>
        <Button variant="default" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </div>
  );
} // prettier-ignore
