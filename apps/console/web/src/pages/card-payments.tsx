import { moneyText, timeText, type UnclearCardPayment, type Words } from '@app/appliance';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, outcomeOf } from '../api/client';
import { useCall } from '../api/use-call';
import { Actions, Form } from '../parts/form';
import { Failure, Sheet } from '../parts/sheet';
import type { Known } from '../status/known';

/** Payments whose outcome only a person can find out: on the terminal's own list, or at the bank. */
export function CardPayments({ known: { facts, words } }: { known: Known }) {
  const unclear = facts?.cards.unclear ?? [];
  if (unclear.length === 0) return <Sheet title="Card payments">No payment is unclear.</Sheet>;
  const nameOf = (registerId: string) => facts?.selling.registers.find((one) => one.registerId === registerId)?.name ?? registerId;
  return unclear.map((payment) => (
    <Decision key={payment.attemptId} payment={payment} register={nameOf(payment.registerId)} words={words} />
  ));
}

interface DecisionProps {
  readonly payment: UnclearCardPayment;
  readonly register: string;
  readonly words: Words;
}

function Decision({ payment, register, words }: DecisionProps) {
  const [reason, setReason] = useState('');
  const { isRunning, failure, run } = useCall();
  const decide = (outcome: 'approved' | 'declined') => {
    const request = { params: { path: { attemptId: payment.attemptId } }, body: { outcome, reason } };
    return run(() => outcomeOf(api.POST('/console/v1/card-payments/{attemptId}/decide', request)));
  };
  const isReady = reason.trim().length >= 3;
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
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
        />
        <Actions>
          <Button variant="default" onClick={() => void decide('approved')} disabled={!isReady || isRunning}>
            The money was taken
          </Button>
          <Button variant="default" onClick={() => void decide('declined')} disabled={!isReady || isRunning}>
            The money was not taken
          </Button>
        </Actions>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
