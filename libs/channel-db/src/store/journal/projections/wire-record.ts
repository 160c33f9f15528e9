import type { RecordBody, RecordHeader, RecordType } from '@app/protocol';

/** A record as its bytes say it: the header, and the body with decimal texts. */
export interface WireRecord<Type extends RecordType = RecordType> {
  readonly header: RecordHeader;
  readonly body: RecordBody<Type>;
}

/**
 * Where a record comes from. What was just decided here is guarded; what already happened elsewhere is a fact,
 * and may come in another order.
 */
export type Origin = 'here' | 'capsule';
