import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';

/** The way in when nobody who can log on is there. */
export function EmergencyLogOn({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [code, setCode] = useState('');
  const { isRunning, failure, run } = useCall();
  const submit = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/session/emergency', { body: { code } })));
    if (done) onDone();
  };

  return (
    <Sheet title="Emergency code" lead="It stands in the sealed envelope, and works once. The console shows that it was used." isNarrow>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label="Code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          placeholder="ABCD-EFGH-JKMN-PQRS-TVWX"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
        />
        <Button type="submit" loading={isRunning}>
          Log on
        </Button>
        <Button variant="subtle" onClick={onBack}>
          Back
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
