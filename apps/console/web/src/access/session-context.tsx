import type { Permission } from '@app/appliance';
import { createContext, useContext, type ReactNode } from 'react';
import type { Session } from '../api/client';

/** Who looks at the page, for everything on it. */
const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is logged on');
  return session;
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** What only some may press; the others read who can. */
export function IfMay({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay()(permission) ? children : <p>An admin can do this.</p>;
}
