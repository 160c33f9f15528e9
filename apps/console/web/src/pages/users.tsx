import { timeText, type Words } from '@app/appliance';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Listing, Sheet, State, type Column } from '@app/web';
import type { User } from '../api/client';
import type { Known } from '../status/known';
import { AddUser } from '../users/add-user';
import { AuditSheet } from '../users/audit-sheet';
import { ChangeUser } from '../users/change-user';
import { EmergencySheet } from '../users/emergency-sheet';
import { FirstPassword } from '../users/first-password';
import { ROLE_NAMES } from '../users/role-words';
import { useUsers } from '../users/use-users';

type Open =
  | { readonly kind: 'nothing' | 'add' }
  | { readonly kind: 'change'; readonly user: User }
  | { readonly kind: 'first-password'; readonly name: string; readonly firstPassword: string };
const NOTHING: Open = { kind: 'nothing' };

/** Who may come in, the way in when nobody can, and who did what. */
export function Users({ known: { words } }: { known: Known }) {
  const { users, ask } = useUsers();
  const [open, setOpen] = useState<Open>(NOTHING);
  const close = () => setOpen(NOTHING);
  const showFirstPassword = (name: string, firstPassword: string) => {
    setOpen({ kind: 'first-password', name, firstPassword });
    ask();
  };
  const finish = () => {
    close();
    ask();
  };

  return (
    <>
      {open.kind === 'add' && <AddUser onAdded={showFirstPassword} onClose={close} />}
      {open.kind === 'change' && <ChangeUser user={open.user} onChanged={finish} onFirstPassword={showFirstPassword} onClose={close} />}
      {open.kind === 'first-password' && <FirstPassword {...open} onClose={close} />}
      <Sheet title="Users" lead="A helper sees everything and presses what is safe. An admin may do everything.">
        {users ? (
          <Listing
            rows={users}
            columns={columnsFor(words)}
            keyOf={({ id }) => id}
            empty="Nobody."
            action={(user) => (
              <Button size="xs" variant="default" onClick={() => setOpen({ kind: 'change', user })} aria-label={`Change ${user.name}`}>
                Change
              </Button>
            )}
          />
        ) : (
          <Skeleton height={120} radius={10} />
        )}
        <Button mt="md" variant="default" onClick={() => setOpen({ kind: 'add' })}>
          Add somebody
        </Button>
      </Sheet>
      <EmergencySheet words={words} />
      <AuditSheet words={words} />
    </>
  );
}

function columnsFor(words: Words): Column<User>[] {
  return [
    { label: 'Name', of: ({ name }) => name },
    {
      label: 'Role',
      of: ({ role, source }) => `${ROLE_NAMES[role]}${source === 'headquarters' ? ', by headquarters' : ''}`,
    },
    { label: 'State', of: stateOf },
    { label: 'Last log-on', of: ({ lastLogOnAt }) => (lastLogOnAt === null ? null : timeText(lastLogOnAt, words)), isNumber: true },
  ];
}

function stateOf({ role, hasSecondFactor, isFirstPassword }: User) {
  if (isFirstPassword) return <State tone="info" word="Has not chosen a password yet" />;
  if (role === 'admin' && !hasSecondFactor) return <State tone="info" word="Has no authenticator yet" />;
  return <State tone="good" word="Can log on" />;
}
