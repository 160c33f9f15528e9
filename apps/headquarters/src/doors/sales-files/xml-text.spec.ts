import fc from 'fast-check';
import XmlBuilder from 'fast-xml-builder';
import { readXml, unescaped } from '../../../test/kit/read-poslog';
import { xmlText } from './xml-text';

describe('a text in XML', () => {
  it('comes back as it was, whatever it holds', () => {
    const units = fc.oneof(
      fc.constantFrom('_', 'x', '0', '0_', '_x0041_', '\r', '\n', ']]>', '&amp;', '<'),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.array(units, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const xml = new XmlBuilder().build({ a: xmlText(text) });
        expect(readXml(xml).text).toBe(text);
      }),
    );
  });

  it('stays as it is when XML can hold it', () => {
    for (const text of ['Käse & Brot <2>', 'tab\tand\nline', '😀', '_x_', '_x00_']) expect(xmlText(text)).toBe(text);
    expect(xmlText('\u0000\r_x0041_\uD800')).toBe('_x0000__x000D__x005F_x0041__xD800_');
    expect(unescaped('_x005F_x0041_')).toBe('_x0041_');
  });
});
