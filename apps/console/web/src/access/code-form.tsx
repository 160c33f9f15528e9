import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, type Outcome } from '@app/web';
import { useCall } from '../api/use-call';

interface CodeFormProps {
  readonly send: (code: string) => Promise<Outcome<unknown>>;
  readonly onDone: () => void;
}

/** Six digits of an authenticator; sent as soon as the last one is there. */
export function CodeForm({ send, onDone }: CodeFormProps) {
  const [code, setCode] = useState('');
  const { isRunning, failure, run } = useCall();

  const submit = async (typed: string) => {
    const done = await run(() => send(typed));
    if (done) onDone();
    else setCode('');
  };
  const type = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6);
    setCode(digits);
    if (digits.length === 6) void submit(digits);
  };

  return (
    <>
      <Form onSubmit={() => void submit(code)}>
        <TextInput
          label="Code of the authenticator"
          description="Six digits. They change every half minute, and each code works once."
          value={code}
          onChange={(event) => type(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          placeholder="123456"
          disabled={isRunning}
          required
          autoFocus
        />
        <Button type="submit" loading={isRunning} disabled={code.length < 6}>
          Go on
        </Button>
      </Form>
      <Failure text={failure} />
    </>
  );
}
