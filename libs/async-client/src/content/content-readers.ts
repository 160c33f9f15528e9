import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { currentGeneration, generationFile } from '@app/channel-db';
import { openReadOnly, type Database } from '@app/database';
import { invariant } from '@app/kernel';
import { ownContent, type ContentReader, type ContentScope, type OwnContent } from './own-content';

export interface ContentReading {
  readonly directory: string;
  readonly scopes: readonly ContentScope[];
}

/** What the worker does with a request; a plain function, so that tests need no thread. */
export async function readContents({ directory, scopes }: ContentReading): Promise<OwnContent[]> {
  const generation = currentGeneration(directory);
  invariant(generation !== undefined, 'the catalog was prepared before it is compared');
  const { reader, close } = openReadOnly(generationFile(directory, generation));
  try {
    const contents: OwnContent[] = [];
    for (const scope of scopes) contents.push(await ownContent(reader, scope));
    return contents;
  } finally {
    close();
  }
}

/** Reads the catalog file in a thread of its own: a million rows are digested there. */
export const contentsInThread =
  (directory: string): ContentReader =>
  (scopes) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(join(__dirname, 'content-worker.js'), { workerData: { directory, scopes } satisfies ContentReading });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the content worker ended with code ${code}`)));
    });

/** On SQL Server the rows come over the network page by page, and others have their turn between pages. */
export const contentsOnServer =
  (server: Database): ContentReader =>
  async (scopes) => {
    const contents: OwnContent[] = [];
    for (const scope of scopes) contents.push(await ownContent(server.reader, scope));
    return contents;
  };
