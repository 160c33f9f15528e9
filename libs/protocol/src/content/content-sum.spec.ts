import fc from 'fast-check';
import { keyText, rowText, wireText } from '../entities/canonical-row';
import { priceEntity } from '../entities/merchandise';
import { BUCKET_COUNT, bucketOf, ContentSum } from './content-sum';

const rows = fc.uniqueArray(fc.record({ key: fc.string(), text: fc.string() }), { selector: ({ key }) => key, maxLength: 60 });
const sumOf = (given: readonly { key: string; text: string }[]): ContentSum => {
  const sum = new ContentSum();
  for (const { key, text } of given) sum.add(key, text);
  return sum;
};

describe('a content digest', () => {
  it('does not depend on the order of the rows', () => {
    const shuffled = rows.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })));
    fc.assert(fc.property(shuffled, ([given, other]) => sumOf(given).digest() === sumOf(other).digest()));
  });

  it('tells one row more, one less and one changed apart', () => {
    fc.assert(
      fc.property(rows.filter((given) => given.length > 0), fc.string(), (given, text) => {
        const [first, ...rest] = given;
        if (!first || first.text === text) return;
        const whole = sumOf(given).digest();
        expect(sumOf(rest).digest()).not.toBe(whole);
        expect(sumOf([{ ...first, text }, ...rest]).digest()).not.toBe(whole);
      }),
    ); // prettier-ignore
  });

  it('shows a difference in the bucket of the row alone', () => {
    const [one, other] = [sumOf([{ key: 'a', text: '1' }, { key: 'b', text: '2' }]), sumOf([{ key: 'a', text: '1' }, { key: 'b', text: '3' }])]; // prettier-ignore
    const mine = one.buckets();
    const theirs = other.buckets();
    expect(mine).toHaveLength(BUCKET_COUNT);
    expect(mine.flatMap((value, bucket) => (value.digest === theirs[bucket]?.digest ? [] : [bucket]))).toEqual([bucketOf('b')]);
    expect(one.rowCount).toBe(2);
  });

  it('is this one, whoever computes it', () => {
    expect(new ContentSum().digest()).toBe('ac160c3b14484856e5ac14a293b94c69bc906c560716699e576715649a5d44df');
    expect(bucketOf('["101","P0001"]')).toBe(115);
    expect(sumOf([{ key: '["101","P0001"]', text: '{}' }]).digest()).toBe(
      'a164888e8857a1b8ad0c109c59f9932decfe9b406af1d71c5032329e0ecd0f64',
    );
  });
});

describe('the text of a row', () => {
  it('is the same however its decimals were written and its fields ordered', () => {
    const wire = { unitPrice: '6.90', validTo: '9999-12-31', validFrom: '2026-01-01', unitId: 'kg', productId: 'a', legalEntityId: 'l', priceId: 'p', channelId: '1' }; // prettier-ignore
    const text =
      '{"channelId":"1","priceId":"p","legalEntityId":"l","productId":"a","unitId":"kg","unitPrice":"6.9","validFrom":"2026-01-01","validTo":"9999-12-31"}';
    expect(rowText(priceEntity, priceEntity.schema.parse(wire))).toBe(text);
    expect(wireText(priceEntity, wire)).toBe(text);
    expect(keyText(priceEntity, wire)).toBe('["1","p"]');
  });
});
