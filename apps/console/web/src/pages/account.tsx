import { useState } from 'react';
import { Sheet } from '@app/web';
import { NewPassword } from '../access/new-password';
import { useSession } from '../access/session-context';
import { roleWords } from '../users/role-words';

/** Whoever is logged on. */
export function Account() {
  const { name, role } = useSession();
  const [isChanged, setIsChanged] = useState(false);
  return (
    <Sheet title={name} lead={roleWords(role)}>
      <NewPassword currentLabel="Password of now" onDone={() => setIsChanged(true)} />
      <p role="status">{isChanged && 'The password is another one now. Other browsers of yours are logged off.'}</p>
    </Sheet>
  );
}
