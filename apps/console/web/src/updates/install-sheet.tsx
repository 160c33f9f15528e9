import type { Words } from '@app/appliance';
import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../access/session-context';
import { api, type Updates } from '../api/client';
import { useCall } from '../api/use-call';
import { stopText } from './updates-text';
import { WHENS, windowOf, type When } from './window';

const OTHER = 'other';

interface InstallProps {
  readonly state: Updates;
  readonly words: Words;
  readonly onChange: (state: Updates) => void;
}

/** One version, at a time of one's choice. */
export function InstallSheet({ state, words, onChange }: InstallProps) {
  return (
    <Sheet
      title="Install a release"
      lead="It comes while the store sells and proves itself on a copy of the store. If it is worse than the version of now, the box goes back by itself."
    >
      <IfMay permission="change-release" what="install a release">
        <InstallForm state={state} words={words} onChange={onChange} />
      </IfMay>
    </Sheet>
  );
}

function InstallForm({ state, words, onChange }: InstallProps) {
  const offered = state.offered.versions.filter((version) => version !== state.running);
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const [when, setWhen] = useState<When>('now');
  const [bounds, setBounds] = useState({ from: '', until: '' });
  const { isRunning, failure, run } = useCall();
  const picked = chosen || (offered[0] ?? OTHER);
  const install = async () => {
    const body = { version: picked === OTHER ? typed.trim() : picked, window: windowOf(when, bounds, words) };
    const done = await run(() => outcomeOf(api.POST('/console/v1/updates/order', { body })));
    if (done?.data) onChange(done.data);
  };
  const setBound = (name: keyof typeof bounds) => (event: { currentTarget: { value: string } }) =>
    setBounds({ ...bounds, [name]: event.currentTarget.value });

  return (
    <Form onSubmit={() => void install()}>
      {offered.length > 0 && (
        <NativeSelect
          label="Version"
          value={picked}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[...offered.map((value) => ({ value, label: value })), { value: OTHER, label: 'Another one' }]}
        />
      )}
      {picked === OTHER && (
        <TextInput
          label={offered.length > 0 ? 'Which one' : 'Version'}
          description="As who publishes releases names it, such as 1.4.0"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
      <NativeSelect label="When" value={when} onChange={(event) => setWhen(event.currentTarget.value as When)} data={WHENS} />
      {when === 'chosen' && (
        <>
          <TextInput type="datetime-local" label="Not before" value={bounds.from} onChange={setBound('from')} required />
          <TextInput type="datetime-local" label="Not after" value={bounds.until} onChange={setBound('until')} />
        </>
      )}
      <p>{stopText(state)} They are told ten seconds before.</p>
      <Actions>
        <Button type="submit" loading={isRunning} disabled={!state.hasSource}>
          Install
        </Button>
      </Actions>
      <Failure text={failure} />
    </Form>
  );
}
