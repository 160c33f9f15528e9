import type { Words } from '@app/appliance';
import { Failure, Listing, outcomeOf, Sheet, State, type Column, type Tone } from '@app/web';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { api, type LogLine } from '../api/client';
import { sayProblem } from '../api/problem-text';
import classes from './diagnostics.module.css';
import { momentText } from './moment-text';

const PAGE = 50;
const LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
const LEVEL_NAMES = {
  debug: 'Everything',
  info: 'From information on',
  warn: 'From warnings on',
  error: 'Errors',
  fatal: 'What ended a process',
};
const PROCESSES = { '': 'All processes', 'scale-unit': 'Scale unit', console: 'Console', launcher: 'Launcher' };
const SHAPES: Readonly<Record<LogLine['level'], { readonly tone: Tone; readonly word: string }>> = {
  debug: { tone: 'quiet', word: 'Detail' },
  info: { tone: 'quiet', word: 'Information' },
  warn: { tone: 'limited', word: 'Warning' },
  error: { tone: 'bad', word: 'Error' },
  fatal: { tone: 'bad', word: 'Fatal' },
};

interface LogSheetProps {
  readonly words: Words;
  readonly correlationId: string;
  readonly onCorrelationId: (id: string) => void;
}

/** What the processes wrote, newest first; also while the scale unit is down. */
export function LogSheet({ words, correlationId, onCorrelationId }: LogSheetProps) {
  const [level, setLevel] = useState<LogLine['level']>('info');
  const [process, setProcess] = useState<keyof typeof PROCESSES>('');
  const { lines, next, failure, ask } = useLog({ level, process, correlationId });
  return (
    <Sheet title="Logs" lead="Without secrets and card numbers. An error on a register shows an id; it finds the lines of that request.">
      <div className={classes.filters}>
        <NativeSelect
          label="Level"
          value={level}
          onChange={({ currentTarget }) => setLevel(currentTarget.value as LogLine['level'])}
          data={LEVELS.map((value) => ({ value, label: LEVEL_NAMES[value] }))}
        />
        <NativeSelect
          label="Process"
          value={process}
          onChange={({ currentTarget }) => setProcess(currentTarget.value as keyof typeof PROCESSES)}
          data={Object.entries(PROCESSES).map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          label="Id of a request"
          value={correlationId}
          maxLength={64}
          onChange={({ currentTarget }) => onCorrelationId(currentTarget.value.trim())}
        />
        <Button variant="default" onClick={() => ask(null)}>
          Look again
        </Button>
      </div>
      {failure !== null && <Failure text={failure} />}
      <Listing rows={lines} columns={columnsFor(words, onCorrelationId)} keyOf={keyOf} empty="Nothing like that was written." />
      {next !== null && (
        <Button variant="default" mt="md" onClick={() => ask(next)}>
          Show older
        </Button>
      )}
    </Sheet>
  );
}

interface LogFilter {
  readonly level: LogLine['level'];
  readonly process: keyof typeof PROCESSES;
  readonly correlationId: string;
}

function useLog({ level, process, correlationId }: LogFilter) {
  const [lines, setLines] = useState<readonly (LogLine & { readonly number: number })[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useCallback(
    (cursor: string | null) => {
      const query = { level, limit: PAGE, ...(process && { process }), ...(correlationId && { correlationId }), ...(cursor !== null && { cursor }) };
      void outcomeOf(api.GET('/console/v1/logs', { params: { query } })).then((outcome) => {
        setFailure(outcome.kind === 'failed' ? sayProblem(outcome.problem) : null);
        const page = outcome.kind === 'done' ? outcome.data : undefined;
        if (!page) return;
        setLines((shown) => [...(cursor === null ? [] : shown), ...page.lines].map((line, number) => ({ ...line, number })));
        setNext(page.next);
      });
    },
    [level, process, correlationId],
  );
  useEffect(() => {
    // Whoever types an id is asked for once it stands still.
    const timer = window.setTimeout(() => ask(null), 250);
    return () => window.clearTimeout(timer);
  }, [ask]);
  return { lines, next, failure, ask };
} // prettier-ignore

const keyOf = ({ number }: { readonly number: number }): string => String(number);

function columnsFor(words: Words, onCorrelationId: (id: string) => void): Column<LogLine & { readonly number: number }>[] {
  return [
    { label: 'What', of: (line) => <Message line={line} /> },
    { label: 'Level', of: ({ level }) => <State {...SHAPES[level]} /> },
    { label: 'Process', of: ({ process }) => PROCESSES[process] },
    {
      label: 'Id',
      of: ({ correlationId: id }) =>
        id && (
          <button type="button" className={classes.id} onClick={() => onCorrelationId(id)}>
            {id}
          </button>
        ),
    },
    { label: 'When', of: ({ at }) => momentText(at, words), isNumber: true },
  ];
}

function Message({ line: { message, details } }: { line: LogLine }) {
  return (
    <details className={classes.details}>
      <summary>{message}</summary>
      <pre>{JSON.stringify(JSON.parse(details), null, 2)}</pre>
    </details>
  );
}
