import { textOf, type Finding, type Weight } from '@app/appliance';
import { Mark, type Tone } from '@app/web';
import type { Known } from './known';
import classes from './status.module.css';

const TONES: Readonly<Record<Weight, Tone>> = {
  'stops-selling': 'bad',
  'limits-selling': 'limited',
  attention: 'limited',
  information: 'info',
};

/** What else is worth saying, below the one thing that matters now; what follows from another stands under it. */
export function OtherFindings({ known }: { known: Known }) {
  const { first, findings } = known.verdict;
  const others = findings.slice(1);
  if (!first || others.length + first.consequences.length === 0) return null;
  return (
    <ul className={classes.others}>
      {first.consequences.map((finding) => (
        <Line key={finding.code} finding={finding} known={known} isConsequence />
      ))}
      {others.map((cause) => [
        <Line key={cause.code} finding={cause} known={known} />,
        ...cause.consequences.map((finding) => <Line key={finding.code} finding={finding} known={known} isConsequence />),
      ])}
    </ul>
  );
}

interface LineProps {
  readonly finding: Finding;
  readonly known: Known;
  readonly isConsequence?: boolean;
}

function Line({ finding, known: { words }, isConsequence = false }: LineProps) {
  const { cause, effect } = textOf(finding, words);
  return (
    <li className={classes.other} data-consequence={isConsequence || undefined}>
      <Mark tone={isConsequence ? 'quiet' : TONES[finding.weight]} size={14} />
      {isConsequence && 'Because of it: '}
      {cause} {effect}
    </li>
  );
}
