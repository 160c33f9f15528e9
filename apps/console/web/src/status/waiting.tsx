import { Skeleton } from '@mantine/core';
import classes from './cards.module.css';

/** The shape of what comes. */
export function Waiting() {
  return (
    <>
      <Skeleton height={132} radius={14} />
      <div className={classes.grid}>
        {[1, 2, 3, 4, 5, 6].map((card) => (
          <Skeleton key={card} height={124} radius={14} />
        ))}
      </div>
    </>
  );
}
