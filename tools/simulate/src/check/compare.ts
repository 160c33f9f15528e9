/** One finished transaction, as one of the three books has it. */
export interface Fact {
  readonly transactionId: string;
  /** SHA-256 of the record's bytes: equal digests are equal sales, to the byte. */
  readonly digest: string;
  readonly currency: string;
  /** Gross in minor units; negative on a return. */
  readonly grossMinor: bigint;
}

export interface Books {
  /** What the registers were told. */
  readonly acknowledged: readonly Fact[];
  readonly appliance: readonly Fact[];
  readonly headquarters: readonly Fact[];
  /** Asked for without ever getting an answer: may be there, once and the same in both, or nowhere. */
  readonly unanswered: ReadonlySet<string>;
}

export interface Difference {
  readonly transactionId: string;
  readonly problem:
    | 'lost on the appliance'
    | 'lost at headquarters'
    | 'doubled on the appliance'
    | 'doubled at headquarters'
    | 'other content on the appliance'
    | 'other content at headquarters'
    | 'on the appliance without an acknowledgement'
    | 'at headquarters without an acknowledgement';
}

/** Everything that keeps the three books from saying the same. Empty means: each sale once, each byte equal. */
export function differencesOf({ acknowledged, appliance, headquarters, unanswered }: Books): Difference[] {
  const told = new Map(acknowledged.map((fact) => [fact.transactionId, fact.digest]));
  const there = new Map(appliance.map((fact) => [fact.transactionId, fact.digest]));
  return [
    ...against(told, appliance, 'appliance', unanswered),
    ...against(told, headquarters, 'headquarters', unanswered),
    // What nobody was told about is judged by the other two books.
    ...[...unanswered].flatMap((id) => judgeUnanswered(id, there.get(id), headquarters)),
  ];
}

type Place = 'appliance' | 'headquarters';
const IN: Record<Place, 'on the appliance' | 'at headquarters'> = { appliance: 'on the appliance', headquarters: 'at headquarters' };

function against(told: ReadonlyMap<string, string>, book: readonly Fact[], place: Place, unanswered: ReadonlySet<string>): Difference[] {
  const found: Difference[] = [];
  const seen = new Set<string>();
  for (const { transactionId, digest } of book) {
    const expected = told.get(transactionId);
    if (seen.has(transactionId)) found.push({ transactionId, problem: `doubled ${IN[place]}` });
    else if (expected === undefined && !unanswered.has(transactionId))
      found.push({ transactionId, problem: `${IN[place]} without an acknowledgement` });
    else if (expected !== undefined && expected !== digest) found.push({ transactionId, problem: `other content ${IN[place]}` });
    seen.add(transactionId);
  }
  for (const transactionId of told.keys()) if (!seen.has(transactionId)) found.push({ transactionId, problem: `lost ${IN[place]}` });
  return found;
}

function judgeUnanswered(transactionId: string, digest: string | undefined, headquarters: readonly Fact[]): Difference[] {
  const above = headquarters.find((fact) => fact.transactionId === transactionId);
  if (digest === undefined) return above ? [{ transactionId, problem: 'lost on the appliance' }] : [];
  if (!above) return [{ transactionId, problem: 'lost at headquarters' }];
  return above.digest === digest ? [] : [{ transactionId, problem: 'other content at headquarters' }];
}

/** Count and gross per currency of a book, for people to read. */
export function summaryOf(book: readonly Fact[]): { count: number; grossMinor: Map<string, bigint> } {
  const grossMinor = new Map<string, bigint>();
  for (const fact of book) grossMinor.set(fact.currency, (grossMinor.get(fact.currency) ?? 0n) + fact.grossMinor);
  return { count: book.length, grossMinor };
}
