import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Names } from '../api/use-names';
import { Bar, Note } from '../parts/bar';
import { Choice } from '../parts/choice';

/** Which release, to whom and when. What is in it, the signed list says, and every box checks it. */
export function NewRollout({ names, onClose }: { names: Names; onClose: () => void }) {
  const { isRunning, failure, run } = useCall();
  const [fields, setFields] = useState({ version: '', from: '02:00', to: '05:00', store: '' });
  const put = (name: keyof typeof fields) => (value: string) => setFields({ ...fields, [name]: value });
  const stores = names.channelDatabases.map(({ channelDatabaseId, name }) => ({ value: channelDatabaseId, label: name }));
  const start = async () => {
    const { version, from, to, store } = fields;
    const window = from === '' || to === '' ? null : { from, to };
    const body = { version: version.trim(), window, channelDatabaseIds: store === '' ? null : [store] };
    if (await run(() => outcomeOf(api.POST('/api/v1/rollouts', { body })))) onClose();
  };
  const input = (name: 'version' | 'from' | 'to') => ({
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => put(name)(event.currentTarget.value),
  });
  return (
    <Sheet title="Roll out a release" lead={LEAD}>
      <Form onSubmit={() => void start()}>
        <TextInput label="Release" placeholder="1.4.0" required data-autofocus {...input('version')} />
        <Bar>
          <TextInput type="time" label="Not before" {...input('from')} />
          <TextInput type="time" label="Not after" {...input('to')} />
          <Choice label="To" any="every store" options={stores} value={fields.store} onChoose={put('store')} />
        </Bar>
        <Note>The hours are by each store’s own clock, and an update may begin in them. Without hours it begins at once.</Note>
        <Actions>
          <Button type="submit" loading={isRunning}>
            Roll it out
          </Button>
          <Button variant="default" onClick={onClose} disabled={isRunning}>
            Leave it
          </Button>
        </Actions>
        <Failure text={failure} />
      </Form>
    </Sheet>
  );
}

const LEAD =
  'It goes to the most usual store first, then to one of every kind, then to 10, 50 and 100 of a hundred. It halts by itself when too many do not take it.';
