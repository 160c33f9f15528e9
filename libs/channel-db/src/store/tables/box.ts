import {
  codeColumn, defineTable, digestColumn, documentColumn, flagColumn, idColumn, instantColumn, integerColumn, keyColumn, nullable, textColumn,
} from '@app/database'; // prettier-ignore

/** `ready` numbers records. `behind`: registers hold, or may hold, records this box does not know. `superseded`: another box took over. */
export type BoxState = 'ready' | 'behind' | 'superseded';

/**
 * Who this box is and where its numbering stands: one row. Every append advances it first,
 * which on SQL Server also puts appends in order.
 */
export const boxTable = defineTable(
  'box',
  {
    /** Always 1. */
    box_number: integerColumn(),
    channel_database_id: keyColumn(),
    instance_id: idColumn(),
    epoch: integerColumn(),
    fork: integerColumn(),
    state: codeColumn<BoxState>(20),
    last_counter: integerColumn(),
    /** Upload head after `last_counter`. */
    last_head: digestColumn(),
    data_group_id: keyColumn(),
    headquarters_url: textColumn(300),
    /** Raw Ed25519 public key, base64. */
    headquarters_key: codeColumn(60),
    /** Heads that registers presented and this box does not know; a JSON list. */
    missing_heads: documentColumn(),
    enrolled_at: instantColumn(),
    changed_at: instantColumn(),
    /** Devices that have to show their heads before the box numbers again; a JSON list of ids, null for none. */
    awaited_devices: nullable(documentColumn()),
    /** Which file on this disk the store lies in; null while nobody has looked. */
    file_mark: nullable(codeColumn(80)),
  },
  { key: ['box_number'] },
);

/** What headquarters acknowledged, per history: a channel database goes on under a new epoch or fork, and each drains on its own. */
export const uploadStateTable = defineTable(
  'upload_state',
  {
    instance_id: idColumn(),
    epoch: integerColumn(),
    fork: integerColumn(),
    acknowledged_counter: integerColumn(),
    acknowledged_head: digestColumn(),
    acknowledged_at: nullable(instantColumn()),
    is_superseded: flagColumn(),
  },
  { key: ['instance_id', 'epoch', 'fork'] },
);

/** Where the chain of one register and record type stands. Empty keys stand for the box itself. */
export const chainHeadTable = defineTable(
  'chain_head',
  {
    channel_id: keyColumn(),
    register_id: keyColumn(),
    type: codeColumn(20),
    sequence: integerColumn(),
    digest: digestColumn(),
    /** Gross of all live sales since the register began, in minor units; beyond 2^53 in the end, hence text. */
    perpetual_total: codeColumn(31),
    receipt_sequence: integerColumn(),
  },
  { key: ['channel_id', 'register_id', 'type'] },
);

/** Small settings that are not configuration: the console changes them, the unit reads them. */
export const settingTable = defineTable(
  'setting',
  { name: codeColumn(80), content: documentColumn(), changed_at: instantColumn() },
  { key: ['name'] },
);

/** Something that stands until it is settled and that a person must see. */
export const alarmTable = defineTable(
  'alarm',
  {
    code: codeColumn(60),
    subject: codeColumn(80),
    raised_at: instantColumn(),
    /** Parameters of the message, a JSON object. */
    details: documentColumn(),
  },
  { key: ['code', 'subject'] },
);
