import { timeText, type Words } from '@app/appliance';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Listing, outcomeOf, Sheet, State, type Column, type Tone } from '@app/web';
import { api, type AuditEntry } from '../api/client';
import { actionWords } from './action-words';

const PAGE = 20;

/** Who did what, newest first. */
export function AuditSheet({ words }: { words: Words }) {
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const ask = useCallback((before: number | null) => {
    const query = { limit: PAGE, ...(before === null ? {} : { before }) };
    void outcomeOf(api.GET('/console/v1/audit', { params: { query } })).then((outcome) => {
      if (outcome.kind !== 'done' || !outcome.data) return;
      const page = outcome.data;
      setEntries((shown) => (before === null ? page.entries : [...shown, ...page.entries]));
      setNext(page.next);
    });
  }, []);
  useEffect(() => ask(null), [ask]);

  return (
    <Sheet title="Who did what">
      <Listing
        rows={entries}
        columns={columnsFor(words)}
        keyOf={({ at, correlationId, action }) => `${at} ${correlationId} ${action}`}
        empty="What people do in the console stands here."
      />
      {next !== null && (
        <Button variant="default" onClick={() => ask(next)}>
          Show older
        </Button>
      )}
    </Sheet>
  );
}

function columnsFor(words: Words): Column<AuditEntry>[] {
  return [
    { label: 'What', of: ({ action, subject }) => [actionWords(action), subject].filter(Boolean).join(': ') },
    { label: 'Who', of: ({ who }) => who ?? 'Nobody known' },
    { label: 'Outcome', of: (entry) => <State {...outcomeWords(entry)} /> },
    { label: 'From', of: ({ from }) => from },
    { label: 'When', of: ({ at }) => timeText(at, words), isNumber: true },
  ];
}

const OUTCOMES: Readonly<Record<AuditEntry['outcome'], { readonly tone: Tone; readonly word: string }>> = {
  done: { tone: 'good', word: 'Done' },
  denied: { tone: 'limited', word: 'Not allowed' },
  refused: { tone: 'quiet', word: 'Refused' },
  failed: { tone: 'bad', word: 'Failed' },
};

const outcomeWords = ({ outcome }: AuditEntry) => OUTCOMES[outcome];
