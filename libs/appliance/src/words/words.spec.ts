import { anObservation, aStatus, NOW } from '../testing/an-observation';
import { judge } from '../verdict';
import { limitsOf } from './sentences';
import { sentenceOf, titleOf } from './verdict-text';
import { amountsText, bytesText, durationText, listText, moneyText, timeText, type Words } from './words';

const words: Words = { now: NOW, timeZone: 'Europe/Berlin', locale: 'en-GB' };
const HOUR = 3_600_000;

describe('words', () => {
  it('say times as the clock in the store shows them, with the day when it is not today', () => {
    expect(timeText(NOW, words)).toBe('11:12');
    expect(timeText(NOW - 24 * HOUR, words)).toBe('Thu 19 Nov, 11:12');
    expect(timeText(NOW - 400 * 24 * HOUR, words)).toBe('Thu 16 Oct 2025, 12:12');
    expect(timeText(NOW, { ...words, timeZone: 'Asia/Jerusalem' })).toBe('12:12');
  });

  it('say durations in one unit', () => {
    expect([20_000, 38 * 60_000, 5 * HOUR, 72 * HOUR].map(durationText)).toEqual(['20 s', '38 min', '5 h', '3 days']);
  });

  it('keep every digit of an amount, in as many decimals as the currency has', () => {
    expect(moneyText('1870.20', 'EUR', words)).toBe('EUR 1,870.20');
    expect(moneyText('1234567890123456.78', 'EUR', words)).toBe('EUR 1,234,567,890,123,456.78');
    expect(amountsText({ KWD: '1.500', JPY: '1200' }, words)).toBe('KWD 1.500 and JPY 1,200');
    expect(moneyText('1870.20', 'EUR', { ...words, locale: 'de' })).toBe('1.870,20 EUR');
  });

  it('say sizes as disks are sold', () => {
    expect([61_340_000_000, 250_000_000, 1500].map(bytesText)).toEqual(['61.3 GB', '250 MB', '1.5 kB']);
  });

  it('name cause and effect in one line, without a word of the engine', () => {
    const sentence = (parts: Parameters<typeof anObservation>[0]) => {
      const verdict = judge(anObservation(parts));
      return `${titleOf(verdict.state)}: ${sentenceOf(verdict, words)}`;
    };
    expect(sentence({})).toBe('SELLING: Everything works. Nothing to do.');
    expect(sentence({ isUnitAnswering: false, silentSince: NOW - HOUR })).toBe(
      'NOT SELLING: The scale unit has not answered since 10:12. Registers cannot sell. The console asks again every few seconds.',
    );
    expect(sentence({ status: aStatus({ headquarters: { isReachable: false, since: NOW } }) })).toBe(
      'LIMITED: Headquarters cannot be reached since 11:12. Gift cards wait until it is back. Selling goes on.',
    );
  });

  it('name a few in full and count the rest', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `R${index + 1}`);
    expect([1, 2, 4, 5].map((count) => listText(names(count)))).toEqual(['R1', 'R1 and R2', 'R1, R2, R3 and R4', 'R1, R2, R3 and 2 more']);
  });

  it('say where to log on when the box may be an older copy', () => {
    const box = { state: 'behind', awaited: [{ channelId: 'c', registerId: '3' }] } as const;
    expect(sentenceOf(judge(anObservation({ status: aStatus({ box }) })), words)).toBe(
      'Registers may hold sales that this box does not have. It waits for them before it sells. ' +
        'Log on at Register 3; a manager can decide to go on without (journal declare-lost).',
    );
  });

  it('name what a customer cannot get now', () => {
    const limits = (parts: Parameters<typeof anObservation>[0]) => judge(anObservation(parts)).findings.flatMap(limitsOf);
    expect(limits({ status: aStatus({ headquarters: { isReachable: false } }) })).toEqual(['Gift cards']);
    expect(limits({ isUnitAnswering: false, silentSince: NOW - HOUR })).toEqual(['All sales']);
    expect(limits({ status: aStatus({ registers: [] }) })).toEqual([]);
  });
});
