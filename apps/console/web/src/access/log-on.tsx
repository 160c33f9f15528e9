import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import { EmergencyLogOn } from './emergency-log-on';

/** The first step in. */
export function LogOn({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isEmergency, setIsEmergency] = useState(false);
  const { isRunning, failure, run } = useCall();

  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/session', { body: { name, password } })));
    if (done) onDone();
    else setPassword('');
  };

  if (isEmergency) return <EmergencyLogOn onDone={onDone} onBack={() => setIsEmergency(false)} />;
  return (
    <Sheet title="Log on" isNarrow>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          spellCheck={false}
          maxLength={60}
          required
          autoFocus
        />
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <Button type="submit" loading={isRunning}>
          Log on
        </Button>
        <Button variant="subtle" onClick={() => setIsEmergency(true)}>
          Use the emergency code
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
