export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** Words everybody tries first in this place. */
const OBVIOUS = ['password', 'passwort', 'qwerty', 'letmein', 'welcome', 'store', 'scale', 'unit', 'console', 'admin', 'administrator'];
const MOSTLY_SIGNS = 5;

/** What is wrong with a password, as a sentence; undefined when nothing is. Length counts, not what kinds of signs it has. */
export function weaknessOf(password: string): string | undefined {
  if ([...password].length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} signs.`;
  if (new Set(password.toLowerCase()).size < MOSTLY_SIGNS) return 'Too many signs are the same.';
  if (isRun(password)) return 'Signs in a row are tried first.';
  const rest = OBVIOUS.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase()).replace(/[^\p{L}]/gu, '');
  if (rest.length < 4) return 'These words are tried first. A sentence of four words is easy to keep.';
  return undefined;
}

/** `abcdefghijkl`, `123456789012`: each sign the next of the one before, with at most two breaks. */
function isRun(password: string): boolean {
  let breaks = 0;
  for (let i = 1; i < password.length; i += 1) {
    if (Math.abs(password.charCodeAt(i) - password.charCodeAt(i - 1)) !== 1) breaks += 1;
  }
  return breaks <= 2;
}
