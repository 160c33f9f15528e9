import type { ReactNode } from 'react';
import classes from './frame.module.css';

interface FrameProps {
  readonly store: string;
  readonly page?: string;
  readonly onLogOff?: () => void;
  readonly children: ReactNode;
}

const PAGES = [
  ['status', 'Status'],
  ['registers', 'Registers'],
  ['technician', 'Technician'],
] as const;

/** What stands around every page: the store, and the way to the other pages. */
export function Frame({ store, page, onLogOff, children }: FrameProps) {
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <span className={classes.store}>{store}</span>
        {onLogOff && (
          <nav className={classes.nav} aria-label="Pages">
            {PAGES.map(([name, label]) => (
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
