import { wordsOf } from './words';

/** What of a product the index is made of. */
export interface SearchedText {
  readonly name: string;
  readonly categoryId: string | null;
  readonly isWeighed: boolean;
}

/** No word begins with these marks: what is not a word of a name is kept beside the words and found the same way. */
export const openingTerm = (word: string): string => `^${word}`;
export const categoryTerm = (categoryId: string): string => `#${categoryId}`;
export const WEIGHED_TERM = '~weighed';
export const isWordTerm = (term: string): boolean => !/^[\^#~]/.test(term);

/** What a product is found by: its words, the one its name opens with, its category, and whether it is weighed. */
export function termsOf({ name, categoryId, isWeighed }: SearchedText): Set<string> {
  const words = wordsOf(name);
  const [first] = words;
  const terms = new Set(words);
  if (first !== undefined) terms.add(openingTerm(first));
  if (categoryId !== null) terms.add(categoryTerm(categoryId));
  if (isWeighed) terms.add(WEIGHED_TERM);
  return terms;
}
