/**
 * XML 1.0 cannot hold every character that a name may have, and a reader turns a carriage return into a line feed. Such
 * characters are written `_xHHHH_`, as spreadsheets write them (ECMA-376, ST_Xstring); a text that looks like this by itself
 * has its underscore written the same way.
 */
export function xmlText(text: string): string {
  return text.replace(NOT_HELD, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${found.slice(1)}`);
}

// Control characters, half characters, the two that are none, and what looks like an escape.
const NOT_HELD =
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;
