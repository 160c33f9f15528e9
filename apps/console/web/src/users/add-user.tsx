import { ROLES, type Role } from '@app/appliance';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import { ROLE_NAMES, roleWords } from './role-words';

interface AddUserProps {
  readonly onAdded: (name: string, firstPassword: string) => void;
  readonly onClose: () => void;
}

export function AddUser({ onAdded, onClose }: AddUserProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('helper');
  const { isRunning, failure, run } = useCall();
  const add = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/users', { body: { name, role } })));
    if (done?.data) onAdded(done.data.user.name, done.data.firstPassword);
  };

  return (
    <Sheet title="Somebody new" lead="They get a password for the first time, and choose their own with it.">
      <Form onSubmit={() => void add()}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          required
          autoFocus
        />
        <NativeSelect
          label="Role"
          description={roleWords(role)}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
          data={ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }))}
        />
        <Actions>
          <Button type="submit" loading={isRunning}>
            Add
          </Button>
          <Button variant="default" onClick={onClose} disabled={isRunning}>
            Cancel
          </Button>
        </Actions>
      </Form>
      <Failure text={failure} />
    </Sheet>
  );
}
