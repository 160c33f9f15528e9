import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';

/** A new box: whoever can read its log becomes its first admin. */
export function FirstRun({ shortestPassword, onDone }: { shortestPassword: number; onDone: () => void }) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { isRunning, failure, run } = useCall();

  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/first-run/admin', { body: { code, name, password } })));
    if (done) onDone();
  };

  return (
    <Sheet title="A new box" lead="Become its admin: whoever looks after this box." isNarrow>
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
        <TextInput
          label="Your name"
          description="You log on with it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          spellCheck={false}
          maxLength={60}
          required
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
          Go on
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
