import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, outcomeOf } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';

interface NewPasswordProps {
  /** What the password of now is called. */
  readonly currentLabel: string;
  readonly onDone: () => void;
}

/** Somebody chooses a password of their own. */
export function NewPassword({ currentLabel, onDone }: NewPasswordProps) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { isRunning, failure, run } = useCall();

  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/session/password', { body: { current, password } })));
    if (!done) return;
    setCurrent('');
    setPassword('');
    onDone();
  };

  return (
    <>
      <Form onSubmit={() => void submit()}>
        <PasswordInput
          label={currentLabel}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          label="New password"
          description="A sentence of four words is easy to keep."
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          required
        />
        <Button type="submit" loading={isRunning}>
          Set the password
        </Button>
      </Form>
      <Failure text={failure} />
    </>
  );
}
