import { useNames } from '../api/use-names';
import { Alarms } from '../overview/alarms';
import { Causes } from '../overview/causes';
import { Boxes } from '../overview/boxes';

/** What to look at, and how every store is. */
export function Overview() {
  const names = useNames();
  return (
    <>
      <Alarms names={names} />
      <Causes names={names} />
      <Boxes names={names} />
    </>
  );
}
