import { Listing, type Column } from '@app/web';
import type { RolloutDetails } from '../api/client';
import classes from './rings.module.css';

type Ring = RolloutDetails['rings'][number];

/** How far each ring is. */
export function RingTable({ rollout: { rings, percents, kind } }: { rollout: RolloutDetails }) {
  const columns: Column<Ring>[] = [
    { label: 'Ring', of: ({ ring }) => (rings.length > 1 ? `${ring + 1}, up to ${percents[ring] ?? 100} %` : 'All at once') },
    { label: 'How far', of: (ring) => <RingBar ring={ring} /> },
    { label: 'Stores', of: ({ boxCount }) => boxCount, isNumber: true },
    { label: kind === 'undo' ? 'Back' : 'Well', of: ({ good, current }) => good + current || null, isNumber: true },
    { label: 'At it', of: ({ ordered }) => ordered || null, isNumber: true },
    { label: 'Failed', of: ({ failed, accepted }) => failed + accepted || null, isNumber: true },
    { label: 'To come', of: ({ planned }) => planned || null, isNumber: true },
  ];
  return <Listing rows={rings} columns={columns} keyOf={({ ring }) => String(ring)} empty="No ring." />;
}

/** The numbers beside it say the same. */
function RingBar({ ring: { good, current, failed, accepted, ordered, planned } }: { ring: Ring }) {
  const parts = { good: good + current, failed: failed + accepted, ordered, left: planned };
  return (
    <span className={classes['bar']} aria-hidden>
      {Object.entries(parts).map(([name, count]) => (
        <span key={name} className={classes[name]} style={{ flexGrow: count }} />
      ))}
    </span>
  );
}
