import type { ReactNode } from 'react';
import classes from './frame.module.css';

interface FrameProps {
  /** Whose pages these are. */
  readonly name: string;
  /** Where one can go, by the name in the address and the words for it. */
  readonly pages?: readonly (readonly [name: string, label: string])[];
  readonly page?: string;
  readonly onLogOff?: () => void;
  readonly children: ReactNode;
}

/** What stands around every page: the name, and the way to the other pages. */
export function Frame({ name, pages = [], page, onLogOff, children }: FrameProps) {
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <span className={classes.name}>{name}</span>
        {onLogOff && (
          <nav className={classes.nav} aria-label="Pages">
            {pages.map(([name, label]) => (
              <a key={name} className={classes.link} href={`#/${name}`} aria-current={page === name ? 'page' : undefined}>
                {label}
              </a>
            ))}
            <button className={classes.link} type="button" onClick={onLogOff}>
              Log off
            </button>
          </nav>
        )}
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
