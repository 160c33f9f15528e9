import { timeText } from '@app/appliance';
import { Copyable, outcomeOf, Sheet } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type ChannelDatabase, type IssuedCode } from '../api/client';
import { useWords } from '../api/use-words';
import { Question } from '../parts/question';

interface BoxCodeProps {
  readonly store: ChannelDatabase;
  /** A box serves the store: the new one takes over from it. */
  readonly isReplacement: boolean;
  readonly onClose: () => void;
}

/** The line that a box is enrolled with. It is shown once and kept nowhere in clear. */
export function BoxCode({ store: { channelDatabaseId, name }, isReplacement, onClose }: BoxCodeProps) {
  const [issued, setIssued] = useState<IssuedCode | null>(null);
  if (issued) return <IssuedLine issued={issued} store={name} onClose={onClose} />;
  const make = async () => {
    const outcome = await outcomeOf(api.POST('/api/v1/enrolment-codes', { body: { channelDatabaseId, isReplacement } }));
    if (outcome.kind === 'done') setIssued(outcome.data ?? null);
    return outcome;
  };
  return (
    <Question
      title={isReplacement ? `Replace the box of ${name}?` : `Enrol a box for ${name}?`}
      lead={isReplacement ? REPLACES : ENROLS}
      confirm="Make the code"
      isDanger={isReplacement}
      act={make}
      onClose={onClose}
      onDone={STAY}
    />
  );
}

/** The line takes the question's place. */
const STAY = () => undefined;
const ENROLS = 'The code works once, within a day. With it a new box becomes the box of this store and fetches its data.';
const REPLACES =
  'Nothing changes until the code is used. Then the new box takes over and the one that is there sells no more. What it has not sent yet is still taken.';

function IssuedLine({ issued: { line, expiresAt }, store, onClose }: { issued: IssuedCode; store: string; onClose: () => void }) {
  const words = useWords();
  return (
    <Sheet
      title={`Line for the box of ${store}`}
      lead={`Paste it on the first page of the new box. It works once, until ${timeText(expiresAt, words)}.`}
    >
      <Copyable text={line} label="Copy the line" />
      <Button variant="default" onClick={onClose}>
        Done
      </Button>
    </Sheet>
  );
}
