import type { Migration } from '@app/database';

/** Schedules, what was sent to whom, and how far back a delta can reach. */
export const scheduler: Migration = {
  name: '0008-scheduler',
  statements: [
    // The newest version of any row of an entity in a scope: whether there is something to send is one look.
    `CREATE TABLE {scope_version} (
      entity TEXT NOT NULL, scope_id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (entity, scope_id))`,
    `CREATE INDEX scope_version_by_version ON {scope_version} (version)`,
    `INSERT INTO {scope_version} (entity, scope_id, version)
      SELECT entity, scope_id, max(version) FROM {company_row} GROUP BY entity, scope_id`,
    `CREATE INDEX company_row_in_order ON {company_row} (entity, scope_id, row_key) WHERE is_deleted = 0`,
    `CREATE INDEX company_row_tombstone ON {company_row} (version) WHERE is_deleted = 1`,
    // 'definition' rises with every change of what goes to whom, 'tombstone-floor' is the oldest version whose deletions are all there.
    `INSERT INTO {row_version} (name, value) VALUES ('definition', 0), ('tombstone-floor', 0)`,
    `CREATE TABLE {version_mark} (at INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL)`,
    `CREATE TABLE {change_hold} (hold_id TEXT NOT NULL PRIMARY KEY, ends_at INTEGER NOT NULL)`,

    `CREATE TABLE {scheduler_parameter} (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)`,
    `CREATE TABLE {scheduler_job} (
      job TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, direction TEXT NOT NULL, is_predefined INTEGER NOT NULL, is_urgent INTEGER NOT NULL)`,
    // An entity has one subjob, so that it travels in one job. The revision rises when its fields or its filter change.
    `CREATE TABLE {scheduler_subjob} (
      entity TEXT NOT NULL PRIMARY KEY, job TEXT NOT NULL, fields TEXT, filter TEXT NOT NULL, is_active INTEGER NOT NULL, revision INTEGER NOT NULL)`,
    `CREATE TABLE {connection_profile} (
      connection_profile_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, poll_seconds INTEGER NOT NULL, upload_seconds INTEGER NOT NULL,
      rate_kilobytes_per_second INTEGER, is_metered INTEGER NOT NULL, is_paused INTEGER NOT NULL)`,
    `ALTER TABLE {channel_database} ADD COLUMN connection_profile_id TEXT`,
    `CREATE INDEX channel_database_by_group ON {channel_database} (data_group_id, channel_database_id)`,
    `CREATE INDEX channel_database_channel_by_channel ON {channel_database_channel} (channel_id)`,
    `CREATE TABLE {distribution_schedule} (
      schedule_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, jobs TEXT NOT NULL, data_groups TEXT, recurrence TEXT NOT NULL, cron TEXT,
      is_active INTEGER NOT NULL, is_predefined INTEGER NOT NULL, next_run_at INTEGER, covered_version INTEGER NOT NULL, covered_definition INTEGER NOT NULL)`,
    `CREATE TABLE {schedule_run} (
      run_id TEXT NOT NULL PRIMARY KEY, schedule_id TEXT NOT NULL, cause TEXT NOT NULL, state TEXT NOT NULL, to_version INTEGER NOT NULL,
      started_at INTEGER NOT NULL, finished_at INTEGER, box_count INTEGER NOT NULL, session_count INTEGER NOT NULL, message TEXT)`,
    `CREATE INDEX schedule_run_by_schedule ON {schedule_run} (schedule_id, run_id)`,

    // Files of rows are built once per entity, scope, range and shape, however many packages name them.
    `DROP TABLE {segment}`,
    `CREATE TABLE {segment_set} (
      entity TEXT NOT NULL, scope TEXT NOT NULL, shape TEXT NOT NULL, from_version INTEGER NOT NULL, to_version INTEGER NOT NULL,
      segments TEXT NOT NULL, row_count INTEGER NOT NULL, content_digest TEXT NOT NULL, named_at INTEGER NOT NULL,
      PRIMARY KEY (entity, scope, shape, from_version, to_version))`,
    `CREATE INDEX package_by_age ON {package} (created_at)`,
    // What a box must have got to stand here: a change of it asks for a snapshot.
    `ALTER TABLE {download_session} ADD COLUMN to_version INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE {download_session} ADD COLUMN definition TEXT NOT NULL DEFAULT ''`,
    `CREATE INDEX download_session_by_job ON {download_session} (channel_database_id, epoch, job, ordinal)`,
    `CREATE INDEX download_session_of_package ON {download_session} (package_id)`,
    `CREATE INDEX download_session_of_database ON {download_session} (channel_database_id)`,
  ],
};
