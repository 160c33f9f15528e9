import { SaxesParser } from 'saxes';

/** An element with its text put back as it was. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads well-formed XML; anything else is an error. Independent of what writes it. */
export function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, attributes }) => {
    const given = Object.entries(attributes).map(([name, { value }]) => [name, unescaped(value)]);
    const element: Element = { name: local, attributes: Object.fromEntries(given) as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void ((open.at(-1) as Element).text += text));
  parser.on('closetag', () => {
    const closed = open.pop() as Element;
    closed.text = unescaped(closed.text);
  });
  parser.write(xml).close();
  return root.children[0] as Element;
}

export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** All elements of a name, at any depth. */
export function all(element: Element, name: string): Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => all(child, name))];
}

export const textOf = (element: Element | undefined, name: string): string | undefined => element && all(element, name)[0]?.text;
