import type { RegisterFacts } from '@app/appliance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Failure, outcomeOf, Sheet } from '@app/web';
import { api, type ActivationCode } from '../api/client';
import { useMay } from '../access/session-context';
import { useCall } from '../api/use-call';
import { CodePanel } from '../registers/code-panel';
import { RevokeQuestion } from '../registers/revoke-question';
import type { Known } from '../status/known';
import { RegisterTable } from '../status/register-table';

/** Sets registers up, and shuts them out. */
export function Registers({ known: { facts, words } }: { known: Known }) {
  const [issued, setIssued] = useState<{ register: RegisterFacts; code: ActivationCode } | null>(null);
  const [leaving, setLeaving] = useState<RegisterFacts | null>(null);
  const { isRunning, failure, run } = useCall();
  const may = useMay();

  const issue = async (register: RegisterFacts) => {
    const { channelId, registerId } = register;
    const done = await run(() => outcomeOf(api.POST('/console/v1/activation-codes', { body: { channelId, registerId } })));
    if (done?.data) setIssued({ register, code: done.data });
  };

  const action = (register: RegisterFacts) =>
    register.deviceState === 'active' ? (
      <Button size="xs" variant="default" onClick={() => setLeaving(register)}>
        Shut out
      </Button>
    ) : (
      <Button size="xs" variant="default" onClick={() => void issue(register)} disabled={isRunning}>
        Make a code
      </Button>
    );

  return (
    <>
      {issued && <CodePanel key={issued.code.activationCode} {...issued} words={words} onClose={() => setIssued(null)} />}
      {leaving && <RevokeQuestion register={leaving} onClose={() => setLeaving(null)} />}
      <Sheet title="Registers" lead="A register that is new, or was replaced, needs a code once. A lost one is shut out here.">
        <Failure text={failure} />
        <RegisterTable
          registers={facts?.selling.registers ?? []}
          channels={facts?.channels ?? []}
          words={words}
          action={may('set-up-registers') ? action : undefined}
        />
      </Sheet>
    </>
  );
}
