import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { api, outcomeOf } from '../api/client';
import { useCall } from '../api/use-call';
import { Form } from '../parts/form';
import { Failure, Sheet } from '../parts/sheet';

export function LogOn({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState('');
  const { isRunning, failure, run } = useCall();

  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/session', { body: { password } })));
    if (done) onDone();
    else setPassword('');
  };

  return (
    <Sheet title="Log on" isNarrow>
      <Form onSubmit={() => void submit()}>
        <PasswordInput
          label="Password of this box"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
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
