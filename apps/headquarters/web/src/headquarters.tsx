import { Frame, outcomeOf } from '@app/web';
import { api } from './api/client';
import { useAddress } from './api/use-address';
import { Files } from './pages/files';
import { Jobs } from './pages/jobs';
import { Overview } from './pages/overview';
import { PackagePage } from './pages/package';
import { Releases } from './pages/releases';
import { Schedules } from './pages/schedules';
import { Sessions } from './pages/sessions';
import { Stores } from './pages/stores';

const PAGES = [
  ['overview', 'Overview'],
  ['sessions', 'Sessions'],
  ['schedules', 'Schedules'],
  ['jobs', 'Jobs'],
  ['stores', 'Stores'],
  ['files', 'Files'],
  ['releases', 'Releases'],
] as const;

/** Everything behind the token. The page stands in the address, so that it can be sent to somebody. */
export function Headquarters({ onLogOff }: { onLogOff: () => void }) {
  const { page, id } = useAddress('overview');
  const logOff = () => void outcomeOf(api.DELETE('/api/v1/session')).then(onLogOff);
  return (
    <Frame name="Headquarters" pages={PAGES} page={page} onLogOff={logOff}>
      <Page page={page} id={id} />
    </Frame>
  );
}

function Page({ page, id }: { page: string; id: string }) {
  if (page === 'sessions') return <Sessions />;
  if (page === 'schedules') return <Schedules />;
  if (page === 'packages') return <PackagePage key={id} packageId={id} />;
  if (page === 'jobs') return <Jobs />;
  if (page === 'stores') return <Stores />;
  if (page === 'files') return <Files />;
  if (page === 'releases') return <Releases rolloutId={id} />;
  return <Overview />;
}
