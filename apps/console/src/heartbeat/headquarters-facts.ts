import { readTextIfExists, writeFileAtomic } from '@app/files';
import { z } from 'zod';

/** What it takes to speak to headquarters without the scale unit. */
const facts = z.object({
  instanceId: z.string(),
  channelDatabaseId: z.string(),
  headquartersUrl: z.string(),
  headquartersKey: z.string(),
  /** The only root trusted for it, PEM. */
  headquartersAuthority: z.string(),
});
export type HeadquartersFacts = z.output<typeof facts>;

/** The facts in the unit's answer about its enrolment; undefined before it is enrolled. */
export function factsIn(answer: unknown): HeadquartersFacts | undefined {
  return facts.safeParse(answer).data;
}

/** Kept on disk, so that the console still knows them when it starts while the unit is down. */
export class KeptFacts {
  constructor(private readonly path: string) {}

  read(): HeadquartersFacts | undefined {
    const text = readTextIfExists(this.path);
    return text === undefined ? undefined : factsIn(JSON.parse(text));
  }

  write(known: HeadquartersFacts): void {
    const text = `${JSON.stringify(known, null, 2)}\n`;
    if (readTextIfExists(this.path) !== text) writeFileAtomic(this.path, text);
  }
}
