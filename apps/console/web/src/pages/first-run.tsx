import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';

/** A new box: whoever can read its log sets the first password. */
export function FirstRun({ shortestPassword, onDone }: { shortestPassword: number; onDone: () => void }) {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const { isRunning, failure, run } = useCall();

  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/first-run/administrator', { body: { code, password } })));
    if (done) onDone();
  };

  return (
    <Sheet title="A new box" lead="Set its password. It belongs to whoever looks after this box." isNarrow>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label="First-run code"
          description="The box wrote it to its log when it started."
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          placeholder="ABCD-1234"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          data-autofocus
        />
        <PasswordInput
          label="Password"
          description={`At least ${shortestPassword} signs. A sentence of four words is easy to keep.`}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          minLength={shortestPassword}
          autoComplete="new-password"
          required
        />
        <Button type="submit" loading={isRunning}>
          Set the password
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
