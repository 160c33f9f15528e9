import { Listing, outcomeOf, Sheet, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type ChannelDatabase, type Profile } from '../api/client';
import { useBoxes } from '../api/use-boxes';
import { useNames } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { BoxCode } from '../stores/box-code';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/scheduler/connection-profiles', { headers }));

/** Which stores receive the same packages, how boxes use their lines, and the code for a new box. */
export function Stores() {
  const { channelDatabases } = useNames();
  const profiles = usePolled(ask).data?.connectionProfiles ?? [];
  const boxes = useBoxes();
  const [asked, setAsked] = useState<ChannelDatabase | null>(null);
  const hasBox = ({ channelDatabaseId }: ChannelDatabase) => boxes?.some((box) => box.channelDatabaseId === channelDatabaseId) ?? false;
  return (
    <>
      {asked && <BoxCode key={asked.channelDatabaseId} store={asked} isReplacement={hasBox(asked)} onClose={() => setAsked(null)} />}
      <Sheet title="Stores" lead="Channel databases of one data group receive the same packages.">
        <Listing
          rows={channelDatabases}
          columns={STORE_COLUMNS}
          keyOf={({ channelDatabaseId }) => channelDatabaseId}
          empty="Stores stand here once they were made or imported."
          action={(store) =>
            boxes && (
              <Button size="xs" variant="default" onClick={() => setAsked(store)}>
                {hasBox(store) ? 'Replace its box' : 'Enrol a box'}
              </Button>
            )
          }
        />
      </Sheet>
      <Sheet title="Connection profiles" lead="How a box uses its line. A store without one goes by the parameters of the scheduler.">
        <Listing
          rows={profiles}
          columns={PROFILE_COLUMNS}
          keyOf={({ connectionProfileId }) => connectionProfileId}
          empty="Profiles stand here once they were made. Every store goes by the parameters now."
        />
      </Sheet>
    </>
  );
}

const STORE_COLUMNS: Column<ChannelDatabase>[] = [
  { label: 'Store', of: ({ name }) => name },
  { label: 'Channel database', of: ({ channelDatabaseId }) => channelDatabaseId },
  { label: 'Channels', of: ({ channelIds }) => channelIds.join(', ') },
  { label: 'Data group', of: ({ dataGroupId }) => dataGroupId },
];

const PROFILE_COLUMNS: Column<Profile>[] = [
  { label: 'Profile', of: ({ name }) => name },
  { label: 'Asks every', of: ({ pollSeconds }) => `${pollSeconds} s`, isNumber: true },
  { label: 'Sends every', of: ({ uploadSeconds }) => `${uploadSeconds} s`, isNumber: true },
  { label: 'At most', of: ({ rateKilobytesPerSecond: rate }) => (rate === null ? null : `${rate} kB/s`), isNumber: true },
  { label: 'Each byte costs', of: ({ isMetered }) => (isMetered ? 'yes' : null) },
  { label: 'Downloads', of: ({ isPaused }) => (isPaused ? 'paused' : 'go on') },
];
