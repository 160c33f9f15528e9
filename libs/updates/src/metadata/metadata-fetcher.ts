import { Readable } from 'node:stream';
import { startDownload, type createDispatcher } from '@app/platform';
import { BaseFetcher, type Fetcher } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error';

const DEADLINE_MS = 15_000;

/**
 * Fetches metadata the way everything else goes out: over the proxy of the store, with its roots, following nobody elsewhere. `failed` is
 * told what the line or the server did; the library wraps errors in texts, and trouble with the line is no forgery.
 */
export function metadataFetcher(dispatcher: ReturnType<typeof createDispatcher>, failed: (why: string) => void): Fetcher {
  // Made here, so that the library is loaded when an update is looked for and not before.
  class BoxFetcher extends BaseFetcher {
    override async fetch(url: string): ReturnType<BaseFetcher['fetch']> {
      const answer = await startDownload({ url, headers: {}, dispatcher, fromByte: 0, deadlineMs: DEADLINE_MS });
      if (answer.kind === 'streaming') return Readable.toWeb(answer.body) as Awaited<ReturnType<BaseFetcher['fetch']>>;
      // The next root is asked for until there is none.
      if (answer.kind === 'refused' && url.endsWith('.root.json')) throw new DownloadHTTPError('refused', answer.status);
      const why = answer.kind === 'unreachable' ? answer.message : `${url} answered ${answer.kind}`;
      failed(why);
      throw new Error(why);
    }
  }
  return new BoxFetcher();
}
