import { Sheet } from '@app/web';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { Known } from '../status/known';
import { HistorySheet } from '../updates/history-sheet';
import { InstallSheet } from '../updates/install-sheet';
import { ReleaseSheet } from '../updates/release-sheet';
import { UnderWaySheet } from '../updates/under-way-sheet';
import { useUpdates } from '../updates/use-updates';

/** Which release runs, how far an update is and why it waits, and what became of those before. */
export default function Updates({ known }: { known: Known }) {
  const { state, isAnswering, show } = useUpdates();
  const [isUndoAsked, setIsUndoAsked] = useState(false);
  const { words } = known;
  if (!state) return <Sheet title="Updates">{isAnswering ? <Skeleton height={220} radius={10} /> : 'The console does not answer. It may be starting again.'}</Sheet>;
  const { underWay, mode } = state;
  return (
    <>
      {underWay && <UnderWaySheet state={state} update={underWay} words={words} onChange={show} />}
      <ReleaseSheet state={state} known={known} onChange={show} isAsked={isUndoAsked} onAsk={setIsUndoAsked} />
      {mode === 'slots' && !underWay && !isUndoAsked && <InstallSheet state={state} words={words} onChange={show} />}
      <HistorySheet history={state.history} words={words} />
    </>
  );
} // prettier-ignore
