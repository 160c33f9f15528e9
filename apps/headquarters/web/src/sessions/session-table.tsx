import { countText, timeText, type Words } from '@app/appliance';
import { Listing, State, type Column } from '@app/web';
import type { ReactNode } from 'react';
import type { Session } from '../api/client';
import type { Names } from '../api/use-names';
import { Note } from '../parts/bar';
import { kindWords, stateWords } from './session-words';

interface SessionTableProps {
  readonly sessions: readonly Session[];
  readonly names: Names;
  readonly words: Words;
  readonly action: (session: Session) => ReactNode;
}

export function SessionTable({ sessions, names, words, action }: SessionTableProps) {
  const columns: Column<Session>[] = [
    { label: 'Job', of: ({ job }) => names.nameOfJob(job) },
    { label: 'Store', of: ({ channelDatabaseId }) => names.nameOfDatabase(channelDatabaseId) },
    { label: 'Carries', of: ({ kind }) => kindWords(kind) },
    { label: 'State', of: (session) => <SessionState session={session} /> },
    { label: 'Made', of: ({ createdAt }) => timeText(createdAt, words), isNumber: true },
    { label: 'Rows', of: ({ rowCount }) => (rowCount === null ? null : rowCount.toLocaleString('en-GB')), isNumber: true },
  ];
  return (
    <Listing
      rows={sessions}
      columns={columns}
      keyOf={({ sessionId }) => sessionId}
      empty="Packages for stores stand here, as soon as one fits what was chosen above."
      action={action}
    />
  );
}

function SessionState({ session }: { session: Session }) {
  const { state, tryCount, quarantinedCount, message } = session;
  const [tone, word] = stateWords(session);
  const notes = [
    quarantinedCount ? `${countText(quarantinedCount, 'row')} could not be taken` : null,
    tryCount > 0 && state !== 'applied' ? `${countText(tryCount, 'try', 'tries')} so far` : null,
    message,
  ].filter((note) => note !== null);
  return (
    <span>
      <State tone={quarantinedCount && state === 'applied' ? 'limited' : tone} word={word} />
      {notes.length > 0 && <Note>{notes.join(' · ')}</Note>}
    </span>
  );
}
