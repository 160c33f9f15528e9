import { labelOf, plansFor, type FixupKind } from '@app/appliance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Actions } from '@app/web';
import type { Known } from '../status/known';
import { FixupQuestion } from './fixup-question';

/** Everything the console can do about the box, whether something is wrong or not. */
export function FixupList({ known }: { known: Known }) {
  const [asked, setAsked] = useState<FixupKind | null>(null);
  if (asked) return <FixupQuestion kind={asked} known={known} onClose={() => setAsked(null)} />;
  return (
    <Actions>
      {plansFor(known.observation, known.verdict).map(({ kind }) => (
        <Button key={kind} variant="default" onClick={() => setAsked(kind)}>
          {labelOf(kind)}
        </Button>
      ))}
    </Actions>
  );
}
