import { judge, type Permission } from '@app/appliance';
import { useHash } from '@mantine/hooks';
import { lazy, Suspense, useCallback } from 'react';
import { Frame, outcomeOf } from '@app/web';
import { api } from './api/client';
import { useStatus, type LiveStatus } from './api/use-status';
import { useWords } from './api/use-words';
import { useMay, useSession } from './access/session-context';
import { Account } from './pages/account';
import { Backups } from './pages/backups';
import { CardPayments } from './pages/card-payments';
import { WorksNow } from './pages/works-now';
import { Enrol } from './pages/enrol';
import { Registers } from './pages/registers';
import { Settings } from './pages/settings';
import { StatusPage } from './pages/status';
import { Technician } from './pages/technician';
import { Users } from './pages/users';
import type { Known } from './status/known';
import { Waiting } from './status/waiting';

const PAGES: readonly (readonly [page: string, label: string, permission?: Permission])[] = [
  ['status', 'Overview'],
  ['registers', 'Registers'],
  ['works', 'What works'],
  ['backups', 'Backups'],
  ['updates', 'Updates'],
  ['technician', 'Technician'],
  ['diagnostics', 'Diagnostics', 'diagnose'],
  ['settings', 'Settings'],
  ['users', 'Users', 'manage-users'],
];

/** Who looks at the store from the floor does not load what technicians look at. */
const Diagnostics = lazy(() => import('./pages/diagnostics'));
const Updates = lazy(() => import('./pages/updates'));

/** Everything behind the password. The page stands in the address, so that it can be sent to somebody. */
export function Console({ onSessionOver }: { onSessionOver: () => void }) {
  const live = useStatus(onSessionOver);
  const { name } = useSession();
  const may = useMay();
  const [hash, setHash] = useHash();
  const page = hash.replace('#/', '') || 'status';
  const goTo = useCallback((name: string) => setHash(`/${name}`), [setHash]);
  const logOff = () => {
    // Whoever comes next begins at the beginning.
    goTo('status');
    void outcomeOf(api.DELETE('/console/v1/session')).then(onSessionOver);
  };

  const pages = PAGES.filter(([, , permission]) => permission === undefined || may(permission)).map(
    ([key, label]) => [key, label] as const,
  );
  return (
    <Frame name={storeOf(live)} pages={[...pages, ['account', name]]} page={page} onLogOff={logOff}>
      <Page live={live} page={page} goTo={goTo} />
    </Frame>
  );
}

interface PageProps {
  readonly live: LiveStatus;
  readonly page: string;
  readonly goTo: (page: string) => void;
}

function Page({ live, page, goTo }: PageProps) {
  const words = useWords(live);
  if (!live.status) return <Waiting />;
  const { observation } = live.status;
  const known: Known = { ...live.status, isLive: live.isLive, facts: observation.status, verdict: judge(observation), words };
  if (page === 'enrol') return <Enrol onDone={() => goTo('status')} />;
  if (page === 'registers') return <Registers known={known} />;
  if (page === 'cards') return <CardPayments known={known} />;
  if (page === 'backups') return <Backups known={known} />;
  if (page === 'settings') return <Settings known={known} />;
  if (page === 'users') return <Users known={known} />;
  if (page === 'account') return <Account />;
  if (page === 'works') return <WorksNow words={words} />;
  if (page === 'diagnostics') {
    return (
      <Suspense fallback={<Waiting />}>
        <Diagnostics words={words} />
      </Suspense>
    );
  }
  if (page === 'updates') {
    return (
      <Suspense fallback={<Waiting />}>
        <Updates known={known} />
      </Suspense>
    );
  }
  if (page === 'technician') return <Technician known={known} />;
  return <StatusPage known={known} goTo={goTo} />;
}

function storeOf({ status }: LiveStatus): string {
  const names = status?.observation.status?.channels.map(({ name }) => name) ?? [];
  return names.join(' · ') || 'Store console';
}
