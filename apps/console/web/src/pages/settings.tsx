import { Facts, Sheet } from '@app/web';
import { Skeleton } from '@mantine/core';
import { certificateFault } from '../settings/certificate-fault';
import { monitoringFacts, networkFacts, versionFacts } from '../settings/settings-facts';
import { useSettings } from '../settings/use-settings';
import type { Known } from '../status/known';

/** How this box is connected and watched. */
export function Settings({ known }: { known: Known }) {
  const { words } = known;
  const { state } = useSettings();
  if (!state) return <Skeleton height={320} radius={14} />;
  const fault = certificateFault(state.registers, words);
  return (
    <>
      {fault && (
        <Sheet title="Certificate" lead={`${fault} Registers may not connect.`}>
          <a href="#/technician">Renew it on the page Technician</a>
        </Sheet>
      )}
      <Sheet title="Network" lead="Any of these addresses works.">
        <Facts facts={networkFacts(state, words)} />
      </Sheet>
      <Sheet title="Monitoring">
        <Facts facts={monitoringFacts(state, words)} />
      </Sheet>
      <Sheet title="Software">
        <Facts facts={versionFacts(state)} />
      </Sheet>
    </>
  );
}
