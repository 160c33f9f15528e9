import { hasRightToLeft } from './direction';

/** By name, as text. An empty text is no value. */
export type Values = Readonly<Record<string, string>>;

const VARIABLE = /\{([A-Za-z.]{1,60})\}/g;

/** First strong isolate and its end: what stands between keeps its own direction (UAX 9, 2.4.2). */
const [ISOLATE, END_OF_ISOLATE] = ['\u2068', '\u2069'];

/** A value must not turn around what stands beside it. */
const DIRECTION_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/**
 * A text of a format with its variables replaced. Where directions may meet, each value is isolated, so that a minus or a bracket
 * stays with its number; a `plain` text, such as that of a barcode, is only what it says.
 */
export function fill(text: string, values: Values, direction: 'ltr' | 'rtl' | 'plain'): string {
  return text.replace(VARIABLE, (_, name: string) => {
    const value = (values[name] ?? '').replace(DIRECTION_CONTROLS, '');
    if (value === '' || direction === 'plain') return value;
    return direction === 'rtl' || hasRightToLeft(value) ? `${ISOLATE}${value}${END_OF_ISOLATE}` : value;
  });
}
