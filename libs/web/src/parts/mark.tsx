import type { ReactNode } from 'react';
import classes from './mark.module.css';

export type Tone = 'good' | 'limited' | 'bad' | 'info' | 'quiet';

/** A shape for each colour, so that colour never stands alone. */
const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  good: (
    <>
      <circle cx="12" cy="12" r="11" />
      <path className={classes.cut} d="m7 12.5 3.4 3.4L17 9" />
    </>
  ),
  limited: (
    <>
      <path d="M12 1.5 23.5 22H.5Z" />
      <path className={classes.cut} d="M12 9v6m0 3.2v.1" />
    </>
  ),
  bad: (
    <>
      <path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" />
      <path className={classes.cut} d="m8 8 8 8m0-8-8 8" />
    </>
  ),
  info: (
    <>
      <rect x="1" y="1" width="22" height="22" rx="6" />
      <path className={classes.cut} d="M12 11v6m0-10v.1" />
    </>
  ),
  quiet: (
    <>
      <circle cx="12" cy="12" r="11" />
      <path className={classes.cut} d="M7 12h10" />
    </>
  ),
};

/** Decoration beside a word; the word says it too. */
export function Mark({ tone, size = 16 }: { tone: Tone; size?: number }) {
  return (
    <svg className={classes.mark} data-tone={tone} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
  );
}
