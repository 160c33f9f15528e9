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

interface IfMayProps {
  readonly permission: Permission;
  /** What it is that an admin can do, where the page does not say it already. */
  readonly what?: string;
  readonly children: ReactNode;
}

/** What only some may press; the others read who can. */
export function IfMay({ permission, what = 'do this', children }: IfMayProps) {
  return useMay()(permission) ? children : <p>An admin can {what}.</p>;
}
