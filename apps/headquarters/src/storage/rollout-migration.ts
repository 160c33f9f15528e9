import type { Migration } from '@app/database';

/** Releases on their way to boxes: which, in which rings, how far each box is, and what was decided. */
export const rollouts: Migration = {
  name: '0014-rollouts',
  statements: [
    `CREATE TABLE {rollout} (
      rollout_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, version TEXT NOT NULL, undoes TEXT, percents TEXT NOT NULL,
      starts_with INTEGER NOT NULL, halt_above_percent INTEGER NOT NULL, window_from TEXT, window_to TEXT,
      state TEXT NOT NULL, ring INTEGER NOT NULL, ring_count INTEGER NOT NULL, ring_since INTEGER NOT NULL,
      created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL)`,
    // What headquarters does by itself asks only for those.
    `CREATE INDEX rollout_unfinished ON {rollout} (state) WHERE state IN ('running', 'halted')`,
    `CREATE TABLE {rollout_box} (
      rollout_id TEXT NOT NULL, instance_id TEXT NOT NULL, place INTEGER NOT NULL, ring INTEGER NOT NULL, time_zone TEXT NOT NULL,
      version TEXT NOT NULL, from_version TEXT, state TEXT NOT NULL, order_id TEXT, opens_at INTEGER, closes_at INTEGER,
      ordered_at INTEGER, told_at INTEGER, ended_at INTEGER, update_state TEXT, reason TEXT, detail TEXT, tries INTEGER NOT NULL,
      PRIMARY KEY (rollout_id, instance_id)) WITHOUT ROWID`,
    `CREATE INDEX rollout_box_in_order ON {rollout_box} (rollout_id, state, ring, place)`,
    // Each heartbeat asks whether its box has an order.
    `CREATE INDEX rollout_box_ordered ON {rollout_box} (instance_id, ordered_at) WHERE order_id IS NOT NULL`,
    `CREATE TABLE {rollout_event} (
      event_id TEXT NOT NULL PRIMARY KEY, rollout_id TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,
      ring INTEGER NOT NULL, failed_count INTEGER NOT NULL, ended_count INTEGER NOT NULL)`,
    `CREATE INDEX rollout_event_of ON {rollout_event} (rollout_id, event_id)`,
  ],
};
