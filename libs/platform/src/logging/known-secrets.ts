const SHORTEST = 6;

const known = new Set<string>();
let pattern: RegExp | undefined;

/** Tells the log of a secret this process holds, so that its very text is masked wherever it turns up, also as URLs write it. */
export function keepOutOfLogs(secret: string): void {
  const before = known.size;
  for (const text of [secret.trim(), encodeURIComponent(secret.trim())]) if (text.length >= SHORTEST) known.add(text);
  if (known.size > before) pattern = undefined;
}

export function withoutKnownSecrets(text: string): string {
  if (known.size === 0) return text;
  return text.replace((pattern ??= patternOf(known)), '***');
}

/** Longer ones first: one may begin with another. */
function patternOf(secrets: ReadonlySet<string>): RegExp {
  const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((secret) => RegExp.escape(secret)).join('|'), 'g');
}
