import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api, type EnrolmentPreview } from '../api/client';
import { useCall } from '../api/use-call';
import classes from './enrol.module.css';

/** The code from headquarters, then the store it names, confirmed by a person before any data comes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const [line, setLine] = useState('');
  const [preview, setPreview] = useState<EnrolmentPreview | null>(null);
  const { isRunning, failure, run } = useCall();

  const look = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/enrolment/preview', { body: { line } })));
    if (done?.data) setPreview(done.data);
  };
  const confirm = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/enrolment', { body: { line } })));
    if (done) onDone();
  };

  if (preview) {
    return (
      <Sheet title="Is this the store?" lead={leadOf(preview)} isNarrow>
        <StoreList stores={preview.stores} />
        <Actions>
          <Button onClick={() => void confirm()} loading={isRunning}>
            Yes, this is the store
          </Button>
          <Button variant="default" onClick={() => setPreview(null)} disabled={isRunning}>
            No
          </Button>
        </Actions>
        <Failure text={failure} />
      </Sheet>
    );
  }
  return (
    <Sheet title="Which store is this?" lead="Headquarters gives out a code for each box. Paste the whole line." isNarrow>
      <Form onSubmit={() => void look()}>
        <Textarea
          label="Code from headquarters"
          value={line}
          onChange={(event) => setLine(event.currentTarget.value)}
          placeholder="CODE@https://headquarters:7300#fingerprint"
          rows={4}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Button type="submit" loading={isRunning}>
          Show the store
        </Button>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}

function StoreList({ stores }: Pick<EnrolmentPreview, 'stores'>) {
  return (
    <ul className={classes.stores}>
      {stores.map(({ channelId, name, address }) => (
        <li key={channelId} className={classes.store}>
          <strong>{name}</strong>
          <span className={classes.address}>{address}</span>
        </li>
      ))}
    </ul>
  );
}

const leadOf = ({ isReplacement }: EnrolmentPreview): string =>
  isReplacement ? 'This box takes the place of the one that is there now. That one stops selling.' : 'Its products and prices come next.';
