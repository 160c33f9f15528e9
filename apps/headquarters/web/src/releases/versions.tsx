import { countText } from '@app/appliance';
import { Listing, Sheet, type Column } from '@app/web';
import type { Box } from '../api/client';
import type { Names } from '../api/use-names';
import { Note } from '../parts/bar';

const NAMED = 3;

interface Version {
  readonly version: string;
  readonly boxes: readonly Box[];
}

/** Which release runs in how many stores. */
export function Versions({ boxes, names }: { boxes: readonly Box[]; names: Names }) {
  const byVersion = [...Map.groupBy(boxes, ({ softwareVersion }) => softwareVersion)].map(([version, some]) => ({ version, boxes: some }));
  const columns: Column<Version>[] = [
    { label: 'Release', of: ({ version }) => version },
    { label: 'Where', of: ({ boxes: some }) => <Note>{placesOf(some, names)}</Note> },
    { label: 'Stores', of: ({ boxes: some }) => some.length, isNumber: true },
  ];
  return (
    <Sheet title="What runs">
      <Listing
        rows={byVersion.sort((left, right) => right.boxes.length - left.boxes.length)}
        columns={columns}
        keyOf={({ version }) => version}
        empty="Releases stand here once boxes were enrolled."
      />
    </Sheet>
  );
}

function placesOf(boxes: readonly Box[], names: Names): string {
  const named = boxes.slice(0, NAMED).map(({ channelDatabaseId }) => names.nameOfDatabase(channelDatabaseId));
  return boxes.length > NAMED ? `${named.join(', ')} and ${countText(boxes.length - NAMED, 'more', 'more')}` : named.join(', ');
}
