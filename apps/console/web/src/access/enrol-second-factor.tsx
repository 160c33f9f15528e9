import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Failure, outcomeOf, Sheet } from '@app/web';
import { api, type SecondFactorEnrolment } from '../api/client';
import { useCall } from '../api/use-call';
import { CodeForm } from './code-form';
import classes from './access.module.css';
import { inGroups } from '../codes/in-groups';
import { QrCode } from '../codes/qr-code';

/** Sets an authenticator up: whoever may do everything needs more than a password. */
export function EnrolSecondFactor({ onDone }: { onDone: () => void }) {
  const [enrolment, setEnrolment] = useState<SecondFactorEnrolment | null>(null);
  const { failure, run } = useCall();
  useEffect(() => {
    void run(() => outcomeOf(api.POST('/console/v1/session/second-factor/enrolment'))).then((done) => setEnrolment(done?.data ?? null));
  }, [run]);

  return (
    <Sheet
      title="Set up an authenticator"
      lead="Admins log on with a password and a code from their phone. Any authenticator app works, also without internet."
      isNarrow
    >
      <ol className={classes.steps}>
        <li>Scan this with the app, or type the key.</li>
        <li>{enrolment ? <Secret enrolment={enrolment} /> : <Skeleton height={290} radius={10} />}</li>
      </ol>
      <CodeForm
        send={(code) => outcomeOf(api.POST('/console/v1/session/second-factor/enrolment/confirm', { body: { code } }))}
        onDone={onDone}
      />
      <Failure text={failure} />
    </Sheet>
  );
}

function Secret({ enrolment: { uri, secret } }: { enrolment: SecondFactorEnrolment }) {
  return (
    <>
      <QrCode text={uri} label="QR code for the authenticator" />
      <p className={classes.secret}>
        Key: <span data-secret>{inGroups(secret, ' ')}</span>
      </p>
    </>
  );
}
