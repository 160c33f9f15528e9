import { NOW } from '../testing/an-observation';
import { noticeText } from '../words/notice-text';
import { noticesOf, type NoticeFacts } from './notices';

const MINUTE = 60_000;
const words = { now: NOW, timeZone: 'Europe/Berlin', locale: 'en-GB' };
const line = { isReachable: true, since: NOW - 60 * MINUTE, somethingElseAnswers: false, isRealTimeRefusing: false };
const facts = (parts: Partial<NoticeFacts> = {}): NoticeFacts => ({
  now: NOW,
  isEnrolled: true,
  headquarters: line,
  work: null,
  waiting: ['gift-card.balance'],
  ...parts,
});
const codes = (parts: Partial<NoticeFacts>) => noticesOf(facts(parts)).map(({ code, parameters }) => [code, parameters['reason']]);

describe('what registers are told', () => {
  it('is nothing while all works, before a first call, and before there is a store', () => {
    expect(noticesOf(facts())).toEqual([]);
    expect(codes({ headquarters: { ...line, isReachable: null } })).toEqual([]);
    expect(codes({ isEnrolled: false, headquarters: { ...line, isReachable: false } })).toEqual([]);
  });

  it('is what waits for headquarters, since when and why', () => {
    expect(codes({ headquarters: { ...line, isReachable: false } })).toEqual([['headquarters.away', 'down']]);
    expect(codes({ headquarters: { ...line, isReachable: false, somethingElseAnswers: true } })).toEqual([['headquarters.away', 'intercepted']]);
    expect(codes({ headquarters: { ...line, isRealTimeRefusing: true } })).toEqual([['headquarters.away', 'not-answered']]);
    const [notice] = noticesOf(facts({ headquarters: { ...line, isReachable: false } }));
    expect(notice).toMatchObject({ since: NOW - 60 * MINUTE, until: null, parameters: { operations: ['gift-card.balance'] } });
    expect(noticeText(notice!, words)).toEqual({
      staff: 'Gift cards, vouchers and customer accounts have waited for the line since 10:12. Everything else works.',
      customers: 'We cannot take gift cards and vouchers at the moment. Cash and cards work.',
    });
  }); // prettier-ignore

  it('is work that was planned: before, while it lasts, and not after', () => {
    const work = { startsAt: NOW + MINUTE, endsAt: NOW + 20 * MINUTE };
    const at = (minutes: number) => noticesOf(facts({ work, now: NOW + minutes * MINUTE }));
    expect([0, 1, 19, 20].map((minutes) => at(minutes).map(({ code }) => code))).toEqual([['work.announced'], ['work.under-way'], ['work.under-way'], []]);
    expect(noticeText(at(0)[0]!, words).staff).toBe("Work on the store's box from 11:13 to 11:32. Finish open sales before.");
    expect(noticeText(at(1)[0]!, words).staff).toBe("Work on the store's box until 11:32. Registers may stop for a moment.");
  }); // prettier-ignore
});
