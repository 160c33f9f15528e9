import { useCallback, useEffect, useState } from 'react';
import { outcomeOf } from '@app/web';
import { api, type User } from '../api/client';

/** Who may log on; null until the answer is there. `ask` again after a change. */
export function useUsers(): { readonly users: readonly User[] | null; readonly ask: () => void } {
  const [users, setUsers] = useState<readonly User[] | null>(null);
  const ask = useCallback(() => {
    void outcomeOf(api.GET('/console/v1/users')).then((outcome) => {
      if (outcome.kind === 'done' && outcome.data) setUsers(outcome.data.users);
    });
  }, []);
  useEffect(ask, [ask]);
  return { users, ask };
}
