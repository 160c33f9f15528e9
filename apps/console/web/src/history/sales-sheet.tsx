import { countText, salesByTime } from '@app/appliance';
import { Sheet } from '@app/web';
import { lazy, Suspense } from 'react';
import type { Known } from '../status/known';
import classes from './history.module.css';
import { useHistory } from './use-history';

/** Drawn when the page stands: what draws is not needed to say whether the store sells. */
const SalesChart = lazy(() => import('./sales-chart'));

/** How the store sold in the last four hours. */
export function SalesSheet({ known: { words, observation } }: { known: Known }) {
  const { state } = useHistory();
  const sales = salesByTime(state?.points ?? [], observation.at);
  const sold = sales.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const isEmpty = sales.counts.every((count) => count === null);
  return (
    <Sheet title="Sales of the last 4 hours" lead={isEmpty ? undefined : `${countText(sold, 'sale')}, by 5 minutes. Times nobody looked are gaps.`}>
      {isEmpty ? (
        <p className={classes.empty}>Sales stand here from the second minute on that the console looks.</p>
      ) : (
        <Suspense fallback={<div className={classes.chart} />}>
          <SalesChart sales={sales} timeZone={words.timeZone} />
        </Suspense>
      )}
    </Sheet>
  );
} // prettier-ignore
