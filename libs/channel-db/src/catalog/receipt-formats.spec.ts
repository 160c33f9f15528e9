import { DEFAULT_FORMATS, RECEIPT_TYPES } from '@app/commerce';
import { receiptFormatEntity } from '@app/protocol';
import type { CatalogConfiguration } from './configuration';
import { receiptFormatOf } from './receipt-formats';

const row = (change: object = {}) => ({
  channelId: '1', receiptType: 'sale', printBehaviour: 'prompt', layout: '[{"each":"line","rows":[{"kind":"rule"}]}]', logo: null, ...change,
}); // prettier-ignore
const isTaken = (change: object) => receiptFormatEntity.schema.safeParse(row(change)).success;

describe('the format of a receipt', () => {
  it.each(RECEIPT_TYPES)('%s that is built in can be sent down as it is', (receiptType) => {
    const { sections, printBehaviour } = DEFAULT_FORMATS[receiptType];
    const sent = receiptFormatEntity.schema.parse(row({ receiptType, printBehaviour, layout: JSON.stringify(sections) }));
    const configuration = { receiptFormats: [sent] } as unknown as CatalogConfiguration;
    expect(receiptFormatOf(configuration, '1', receiptType)).toEqual(JSON.parse(JSON.stringify(DEFAULT_FORMATS[receiptType])));
  });

  it('is the one of the store and the type, else the built-in one', () => {
    const configuration = { receiptFormats: [receiptFormatEntity.schema.parse(row())] } as unknown as CatalogConfiguration;
    expect(receiptFormatOf(configuration, '1', 'sale')).toMatchObject({ printBehaviour: 'prompt', sections: [{ each: 'line' }] });
    expect(receiptFormatOf(configuration, '2', 'sale')).toBe(DEFAULT_FORMATS.sale);
    expect(receiptFormatOf(configuration, '1', 'return')).toBe(DEFAULT_FORMATS.return);
  });

  it('is refused where it could not be printed', () => {
    expect(isTaken({})).toBe(true);
    const cells = (cell: object) => JSON.stringify([{ each: 'line', rows: [{ kind: 'cells', cells: [cell] }] }]);
    expect(isTaken({ layout: cells({ text: '{name}', width: 12, align: 'end', isBold: true }) })).toBe(true);
    for (const layout of [
      '', '{}', '[]', 'not JSON', '[{"each":"page","rows":[{"kind":"rule"}]}]', '[{"each":"line","rows":[{"kind":"picture"}]}]',
      cells({ text: 'x', width: 0, align: 'end' }), cells({ text: 'x', width: 'fit', align: 'left' }), cells({ text: 'x', width: 'fit', align: 'end', color: 'red' }),
    ]) expect(isTaken({ layout })).toBe(false); // prettier-ignore
    expect(isTaken({ logo: '<svg>' })).toBe(false);
    expect(isTaken({ receiptType: 'invoice' })).toBe(false);
  });
});
