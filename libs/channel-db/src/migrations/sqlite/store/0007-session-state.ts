import type { Migration } from '@app/database';

/** Who stands where is asked every few seconds; sessions of the past are many. */
export const store0007: Migration = {
  name: '0007-session-state',
  statements: [`CREATE INDEX ix_employee_session_state ON employee_session (state, began_at)`],
};
