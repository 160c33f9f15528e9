import { Button } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, outcomeOf, Sheet } from '@app/web';
import { api, type User } from '../api/client';
import { useCall } from '../api/use-call';

interface ChangeUserProps {
  readonly user: User;
  readonly onChanged: () => void;
  readonly onFirstPassword: (name: string, firstPassword: string) => void;
  readonly onClose: () => void;
}

/** What can be done about somebody; each of it ends their sessions. */
export function ChangeUser({ user, onChanged, onFirstPassword, onClose }: ChangeUserProps) {
  const isOwn = user.source === 'box';
  const [isLeaving, setIsLeaving] = useState(false);
  const { isRunning, failure, run } = useCall();
  const params = { path: { userId: user.id } };
  const otherRole = user.role === 'admin' ? 'helper' : 'admin';
  const finish = (done: unknown) => {
    if (done) onChanged();
  };
  const changeRole = () =>
    run(() => outcomeOf(api.POST('/console/v1/users/{userId}/role', { params, body: { role: otherRole } }))).then(finish);
  const reset = () => run(() => outcomeOf(api.POST('/console/v1/users/{userId}/second-factor/reset', { params }))).then(finish);
  const remove = () => run(() => outcomeOf(api.DELETE('/console/v1/users/{userId}', { params }))).then(finish);
  const givePassword = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/users/{userId}/password', { params })));
    if (done?.data) onFirstPassword(user.name, done.data.firstPassword);
  };

  if (isLeaving) {
    return (
      <Sheet title={`Remove ${user.name}?`} lead="This person is logged off and comes in no more.">
        <Actions>
          <Button color="red" onClick={() => void remove()} loading={isRunning}>
            Remove
          </Button>
          <Button variant="default" onClick={onClose} disabled={isRunning}>
            Cancel
          </Button>
        </Actions>
        <Failure text={failure} />
      </Sheet>
    );
  }
  return (
    <Sheet title={user.name} lead={isOwn ? 'Each of these logs this person off.' : 'Headquarters says who this is and what they may do.'}>
      <Actions>
        {isOwn && (
          <>
            <Button variant="default" onClick={() => void changeRole()} disabled={isRunning}>
              {otherRole === 'admin' ? 'Make an admin' : 'Make a helper'}
            </Button>
            <Button variant="default" onClick={() => void givePassword()} disabled={isRunning}>
              New first password
            </Button>
          </>
        )}
        {user.hasSecondFactor && (
          <Button variant="default" onClick={() => void reset()} disabled={isRunning}>
            Forget the authenticator
          </Button>
        )}
        {isOwn && (
          <Button variant="default" onClick={() => setIsLeaving(true)} disabled={isRunning}>
            Remove
          </Button>
        )}
        <Button variant="subtle" onClick={onClose} disabled={isRunning}>
          Cancel
        </Button>
      </Actions>
      <Failure text={failure} />
    </Sheet>
  );
}
