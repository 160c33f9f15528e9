import type { ReactNode } from 'react';
import classes from './bar.module.css';

/** Fields to choose by, beside each other. */
export const Bar = ({ children }: { children: ReactNode }) => <div className={classes.bar}>{children}</div>;

/** The way to other pages of a list. */
export const Pager = ({ children }: { children: ReactNode }) => <div className={classes.pager}>{children}</div>;

/** Buttons at the end of a row. */
export const RowActions = ({ children }: { children: ReactNode }) => <div className={classes.actions}>{children}</div>;

/** What there is to say under a word. */
export const Note = ({ children }: { children: ReactNode }) => <span className={classes.note}>{children}</span>;
