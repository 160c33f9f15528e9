import { bytesText, timeText, type Words } from '@app/appliance';
import { Actions, Failure, Listing, outcomeOf, Sheet, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { api, type SupportBundle } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { useCall } from '../api/use-call';
import classes from './diagnostics.module.css';

type Part = SupportBundle['parts'][number];

/** What support is sent: collected, looked at, and only then made. */
export function SupportSheet({ words }: { words: Words }) {
  const [bundle, setBundle] = useState<SupportBundle | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const { isRunning, failure, run } = useCall();
  useEffect(() => void outcomeOf(api.GET('/console/v1/support-bundle')).then((found) => found.kind === 'done' && setBundle(found.data ?? null)), []);
  const collect = async () => {
    setShown(null);
    const done = await run(() => outcomeOf(api.POST('/console/v1/support-bundle')));
    if (done?.data) setBundle(done.data);
  };
  const collectedAt = bundle?.collectedAt ?? null;
  return (
    <Sheet title="Support bundle" lead="Versions, states and logs for who helps you. No secrets, no amounts, no names, nothing that was sold. Look at each part before you send it.">
      {collectedAt !== null && (
        <>
          <Listing rows={bundle?.parts ?? []} columns={COLUMNS} keyOf={({ name }) => name} empty="" action={({ name }) => <Look name={name} onLook={setShown} />} />
          {shown !== null && <Preview key={`${shown} ${collectedAt}`} name={shown} />}
        </>
      )}
      <Actions>
        {collectedAt !== null && (
          <Button component="a" href="/console/v1/support-bundle/file" download="support-bundle.zip">
            Download what was collected {timeText(collectedAt, words)}
          </Button>
        )}
        <Button variant={collectedAt === null ? 'filled' : 'default'} onClick={() => void collect()} loading={isRunning}>
          {collectedAt === null ? 'Collect' : 'Collect again'}
        </Button>
      </Actions>
      <Failure text={failure} />
      <p className={classes.command}>
        On the command line of this box: <code>npm run console -- support-bundle</code>
      </p>
    </Sheet>
  );
} // prettier-ignore

const COLUMNS: Column<Part>[] = [
  { label: 'Part', of: ({ title }) => title },
  { label: 'File', of: ({ name }) => name },
  { label: 'Missing', of: ({ missing }) => missing },
  { label: 'Size', of: ({ sizeBytes }) => bytesText(sizeBytes), isNumber: true },
];

function Look({ name, onLook }: { name: string; onLook: (name: string) => void }) {
  return (
    <Button size="xs" variant="default" onClick={() => onLook(name)} aria-label={`Look at ${name}`}>
      Look
    </Button>
  );
}

/** A part as it would be sent, page by page. */
function Preview({ name }: { name: string }) {
  const [text, setText] = useState('');
  const [next, setNext] = useState<number | null>(0);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useCallback(
    (offset: number) => {
      const params = { path: { name }, query: { offset } };
      void outcomeOf(api.GET('/console/v1/support-bundle/parts/{name}', { params })).then((outcome) => {
        setFailure(outcome.kind === 'failed' ? sayProblem(outcome.problem) : null);
        const page = outcome.kind === 'done' ? outcome.data : undefined;
        if (!page) return;
        setText((before) => (offset === 0 ? page.text : before + page.text));
        setNext(page.next);
      });
    },
    [name],
  );
  useEffect(() => ask(0), [ask]);
  return (
    <div>
      <pre className={classes.preview} tabIndex={0} aria-label={name}>
        {text}
      </pre>
      {next !== null && next > 0 && (
        <Button size="xs" variant="default" onClick={() => ask(next)}>
          Show more of it
        </Button>
      )}
      <Failure text={failure} />
    </div>
  );
}
