import { updateReasonText, type WrittenReason } from '@app/appliance';
import classes from './updates.module.css';

/** What happened and what to do, for everybody; what exactly, for who made the release. */
export function Reason({ reason }: { reason: WrittenReason }) {
  const { what, next } = updateReasonText(reason.code);
  return (
    <>
      <p>{[what, next].filter((part) => part !== '').join(' ')}</p>
      <details className={classes.detail}>
        <summary>Details</summary>
        <code>
          {reason.code}: {reason.detail}
        </code>
      </details>
    </>
  );
}
