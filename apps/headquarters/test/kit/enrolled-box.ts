import type { EnrolmentAnswer } from '@app/protocol';
import { EnrolmentCodes, type CodeOrder } from '../../src/boxes/enrolment-codes';
import { answered, type ServedHeadquarters } from './exchange';
import { TestBox } from './test-box';

export const DEADLINE = { deadlineMs: 10_000 };

/** What tests of the exchange do again and again, on the demo chain. */
export function exchangeWith(headquarters: () => ServedHeadquarters) {
  const call = async <Body>(box: TestBox, method: 'GET' | 'POST', path: string, body?: unknown) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return answered<Body>(
      await headquarters()
        .client(box.key)
        .call({ method, path: `/exchange/v1/${path}`, body: text, ...DEADLINE }),
    );
  };
  const issueCode = async (order: Partial<CodeOrder> = {}): Promise<string> => {
    const usual = { channelDatabaseId: 'harbour', lifeMs: 3_600_000, serial: null, isReplacement: true };
    const codes = new EnrolmentCodes(headquarters().database, headquarters().clock);
    return (await codes.issue({ ...usual, ...order })).code;
  };
  const enrolledBox = async (): Promise<TestBox> => {
    const box = new TestBox();
    const { body } = await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(await issueCode()));
    box.epoch = body.epoch;
    return box;
  };
  const upload = async (box: TestBox) => {
    const sent = { method: 'POST', path: '/exchange/v1/uploads', body: box.batch(), contentType: 'application/x-ndjson' } as const;
    return answered(
      await headquarters()
        .client(box.key)
        .call({ ...sent, ...DEADLINE }),
    ).body;
  };
  return { call, issueCode, enrolledBox, upload };
}
