import type { ReactNode } from 'react';
import classes from './sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** As wide as a form, in the middle; else as wide as the page. */
  readonly isNarrow?: boolean;
}

/** One calm surface with a title. */
export function Sheet({ title, lead, children, isNarrow = false }: SheetProps) {
  return (
    <section className={classes.sheet} data-narrow={isNarrow || undefined}>
      <h1 className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  );
}

/** Why the last try did not work, where the eye is. */
export function Failure({ text }: { text: string | null }) {
  return (
    <p className={classes.failure} role="alert" data-shown={text !== null || undefined}>
      {text}
    </p>
  );
}
