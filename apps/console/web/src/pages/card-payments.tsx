import { moneyText, registerName, timeText, type UnclearCardPayment, type Words } from '@app/appliance';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { IfMay } from '../access/session-context';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from '../status/known';

/** Payments whose outcome only a person can find out: on the terminal's own list, or at the bank. */
export function CardPayments({ known: { facts, words } }: { known: Known }) {
  const unclear = facts?.cards.unclear ?? [];
  if (!facts || unclear.length === 0) return <Sheet title="Card payments">No payment is unclear.</Sheet>;
  return unclear.map((payment) => (
    <Decision
      key={payment.attemptId}
      payment={payment}
      register={registerName(facts, payment.channelId, payment.registerId)}
      words={words}
    />
  ));
}

interface DecisionProps {
  readonly payment: UnclearCardPayment;
  readonly register: string;
  readonly words: Words;
}

function Decision({ payment, register, words }: DecisionProps) {
  const [note, setNote] = useState('');
  const { isRunning, failure, run } = useCall();
  const decide = (outcome: 'charged' | 'not-charged') => {
    const request = { params: { path: { attemptId: payment.attemptId } }, body: { outcome, note } };
    return run(() => outcomeOf(api.POST('/console/v1/card-payments/{attemptId}/decide', request)));
  };
  const isReady = note.trim().length >= 3;
  const amount = moneyText(payment.amount, payment.currency, words);

  return (
    <Sheet
      title={`${register}: ${amount}`}
      lead={`The terminal was asked at ${timeText(payment.startedAt, words)} and its answer did not come. Look at the terminal's own list of payments.`}
    >
      <Form onSubmit={() => undefined}>
        <TextInput
          label="How do you know?"
          description="It stands in the journal with the decision."
          placeholder="Terminal list shows 31.40 approved"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={150}
        />
        <IfMay permission="decide-payments">
          <Actions>
            <Button variant="default" onClick={() => void decide('charged')} disabled={!isReady || isRunning}>
              The money was taken
            </Button>
            <Button variant="default" onClick={() => void decide('not-charged')} disabled={!isReady || isRunning}>
              The money was not taken
            </Button>
          </Actions>
        </IfMay>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
