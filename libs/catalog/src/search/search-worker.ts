import { parentPort, workerData } from 'node:worker_threads';
import { currentGeneration, generationFile } from '@app/channel-db';
import { openReadOnly, type Reader } from '@app/database';
import { findProducts } from './find-products';
import type { SearchReply, SearchRequest } from './search-thread';

const directory = workerData as string;
let open: { readonly generation: number; readonly reader: Reader; readonly close: () => void } | undefined;

/** The catalog that counts now. */
function reader(): Reader {
  const generation = currentGeneration(directory) ?? 0;
  if (open?.generation !== generation) {
    open?.close();
    open = { generation, ...openReadOnly(generationFile(directory, generation)) };
  }
  return open.reader;
}

async function answer({ id, search }: SearchRequest): Promise<SearchReply> {
  try {
    return { id, found: await findProducts(reader(), search) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Entry of the thread: one search after another. */
parentPort?.on('message', (request: SearchRequest) => void answer(request).then((reply) => parentPort?.postMessage(reply)));
