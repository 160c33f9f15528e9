import { Button } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, outcomeOf } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import classes from './access.module.css';
import { inGroups } from '../codes/in-groups';

interface EmergencyCodeProps {
  /** What stands on the button that makes one. */
  readonly label: string;
  /** There is none that works. */
  readonly isUrgent: boolean;
  readonly onDone: () => void;
  readonly onLater?: () => void;
}

/** Makes the code for the envelope, and shows it this once. */
export function NewEmergencyCode({ label, isUrgent, onDone, onLater }: EmergencyCodeProps) {
  const [code, setCode] = useState<string | null>(null);
  const { isRunning, failure, run } = useCall();
  const make = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/emergency-code')));
    if (done?.data) setCode(done.data.code);
  };

  if (code !== null) {
    return (
      <>
        <p className={classes.code}>{inGroups(code)}</p>
        <p className={classes.quiet}>
          It is shown this once. Put it into an envelope, and the envelope where only store IT reaches it. The console says when it was
          used.
        </p>
        <Actions>
          <Button onClick={onDone}>It is put away</Button>
          <Button variant="default" onClick={() => window.print()}>
            Print
          </Button>
        </Actions>
      </>
    );
  }
  return (
    <>
      <Actions>
        <Button variant={isUrgent ? 'filled' : 'default'} onClick={() => void make()} loading={isRunning}>
          {label}
        </Button>
        {onLater && (
          <Button variant="default" onClick={onLater} disabled={isRunning}>
            Later
          </Button>
        )}
      </Actions>
      <Failure text={failure} />
    </>
  );
}
