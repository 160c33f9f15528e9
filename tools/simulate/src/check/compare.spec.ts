import { differencesOf, summaryOf, type Books, type Fact } from './compare';

const fact = (transactionId: string, digest = `digest-of-${transactionId}`): Fact => ({
  transactionId,
  digest,
  currency: 'EUR',
  grossMinor: 100n,
});
const books = (changes: Partial<Books> = {}): Books => ({
  acknowledged: [fact('a'), fact('b')],
  appliance: [fact('a'), fact('b')],
  headquarters: [fact('a'), fact('b')],
  unanswered: new Set(),
  ...changes,
});

it('finds nothing when all three books say the same', () => {
  expect(differencesOf(books())).toEqual([]);
});

// The planted histories that the judge must catch: without these its silence would prove nothing.
it.each<[string, Partial<Books>, string[]]>([
  ['a sale the appliance forgot', { appliance: [fact('a')] }, ['lost on the appliance']],
  ['a sale headquarters never got', { headquarters: [fact('b')] }, ['lost at headquarters']],
  ['a sale that stands twice', { appliance: [fact('a'), fact('b'), fact('b')] }, ['doubled on the appliance']],
  ['a sale uploaded twice', { headquarters: [fact('a'), fact('a'), fact('b')] }, ['doubled at headquarters']],
  ['a changed sale', { appliance: [fact('a'), fact('b', 'other')] }, ['other content on the appliance']],
  ['a sale changed on the way up', { headquarters: [fact('a', 'other'), fact('b')] }, ['other content at headquarters']],
  ['a sale nobody made', { appliance: [fact('a'), fact('b'), fact('c')] }, ['on the appliance without an acknowledgement']],
  ['a sale nobody made, above', { headquarters: [fact('a'), fact('b'), fact('c')] }, ['at headquarters without an acknowledgement']],
  ['an unanswered sale that never went up', { appliance: [fact('a'), fact('b'), fact('c')], unanswered: new Set(['c']) }, ['lost at headquarters']],
  ['an unanswered sale that only headquarters has', { headquarters: [fact('a'), fact('b'), fact('c')], unanswered: new Set(['c']) }, ['lost on the appliance']],
  ['everything lost', { appliance: [], headquarters: [] }, ['lost on the appliance', 'lost on the appliance', 'lost at headquarters', 'lost at headquarters']],
])('catches %s', (_, changes, problems) => {
  expect(differencesOf(books(changes)).map((difference) => difference.problem)).toEqual(problems);
}); // prettier-ignore

it('lets a sale without an answer be everywhere or nowhere', () => {
  const everywhere = { appliance: [fact('a'), fact('b'), fact('c')], headquarters: [fact('a'), fact('b'), fact('c')] };
  expect(differencesOf(books({ unanswered: new Set(['c']) }))).toEqual([]);
  expect(differencesOf(books({ ...everywhere, unanswered: new Set(['c']) }))).toEqual([]);
});

it('adds up per currency', () => {
  const { count, grossMinor } = summaryOf([fact('a'), fact('b'), { ...fact('c'), currency: 'JPY', grossMinor: 7n }]);
  expect(count).toBe(3);
  expect([...grossMinor]).toEqual([
    ['EUR', 200n],
    ['JPY', 7n],
  ]);
});
