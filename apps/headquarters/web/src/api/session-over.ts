import { createContext } from 'react';

/** What to do when an answer says that the session is over. */
export const SessionOver = createContext<() => void>(() => undefined);
