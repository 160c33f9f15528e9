import { textOf, type Weight } from '@app/appliance';
import { Mark, type Tone } from '@app/web';
import type { Known } from './known';
import classes from './status.module.css';

const TONES: Readonly<Record<Weight, Tone>> = {
  'stops-selling': 'bad',
  'limits-selling': 'limited',
  attention: 'limited',
  information: 'info',
};

/** What else is worth saying, below the one thing that matters now. */
export function OtherFindings({ known: { verdict, words } }: { known: Known }) {
  const others = verdict.findings.slice(1);
  if (others.length === 0) return null;
  return (
    <ul className={classes.others}>
      {others.map((finding) => {
        const { cause, effect } = textOf(finding, words);
        return (
          <li key={finding.code} className={classes.other}>
            <Mark tone={TONES[finding.weight]} size={14} />
            {cause} {effect}
          </li>
        );
      })}
    </ul>
  );
}
