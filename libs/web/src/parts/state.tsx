import { Mark, type Tone } from './mark';
import classes from './state.module.css';

/** A word with its shape and colour. */
export function State({ tone, word }: { tone: Tone; word: string }) {
  return (
    <span className={classes.state}>
      <Mark tone={tone} size={14} />
      {word}
    </span>
  );
}
