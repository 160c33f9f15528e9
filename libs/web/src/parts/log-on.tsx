import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Outcome, Problem } from '../api/outcome';
import { useCallWith } from '../api/use-call';
import { Form } from './form';
import { Failure, Sheet } from './sheet';

interface LogOnProps {
  /** What the secret is called here. */
  readonly label: string;
  readonly description?: string;
  readonly logOn: (secret: string) => Promise<Outcome<unknown>>;
  readonly say: (problem: Problem) => string;
  readonly onDone: () => void;
}

/** Asks for the one secret of an app. */
export function LogOn({ label, description, logOn, say, onDone }: LogOnProps) {
  const [secret, setSecret] = useState('');
  const { isRunning, failure, run } = useCallWith(say);

  const submit = async () => {
    const done = await run(() => logOn(secret));
    if (done) onDone();
    else setSecret('');
  };

  return (
    <Sheet title="Log on" isNarrow>
      <Form onSubmit={() => void submit()}>
        <PasswordInput
          label={label}
          description={description}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="current-password"
          required
          autoFocus
        />
        <Button type="submit" loading={isRunning}>
          Log on
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
