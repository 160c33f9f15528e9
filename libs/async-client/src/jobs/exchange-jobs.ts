import type { Job } from '@app/platform';
import type { DownloadRound, DownloadService } from '../download/download.service';
import type { UploadRound, UploadService } from '../upload/upload.service';
import { Pace } from './pace';

export const DOWNLOAD_JOB = 'exchange.download';
export const UPLOAD_JOB = 'exchange.upload';

/** Headquarters holds an empty poll this long; shorter than any proxy's patience. */
const LONG_POLL_SECONDS = 25;
const LOOK_MS = 1_000;
const BACK_OFF = { firstMs: 1_000, longestMs: 15_000 };

/** Waits are not counted by the box's clock, which may be set back by a year in the middle of one. */
export const exchangePace = (): Pace => new Pace({ now: () => performance.now() }, BACK_OFF);

/**
 * The download asks again as soon as an answer came; after a failure it waits longer each time, and wants the first answer at once: it
 * tells the store that headquarters is back.
 */
export function downloadJob(service: DownloadService, pace: Pace): Job {
  return {
    name: DOWNLOAD_JOB,
    everyMs: 1_000,
    runsAtStart: true,
    run: async (signal) => {
      if (!pace.isDue) return;
      const round = await service.runOnce(pace.hasFailed ? 0 : LONG_POLL_SECONDS, signal);
      if (signal.aborted) return;
      if (round.kind === 'paused') pace.waits(service.pollMs);
      else note(pace, isDownloadFailure(round));
    },
  };
}

/**
 * The upload looks every second, unless headquarters wishes it more seldom: a sale is there within two while the line is up, and what came
 * meanwhile goes as one batch.
 */
export function uploadJob(service: UploadService, pace: Pace): Job {
  return {
    name: UPLOAD_JOB,
    everyMs: LOOK_MS,
    runsAtStart: true,
    run: async (signal) => {
      if (!pace.isDue) return;
      const round = await service.runOnce(signal);
      if (signal.aborted) return;
      if (isUploadFailure(round)) pace.failed();
      else if (service.everyMs > LOOK_MS) pace.waits(service.everyMs - LOOK_MS);
      else pace.succeeded();
    },
  };
}

function note(pace: Pace, hasFailed: boolean): void {
  if (hasFailed) pace.failed();
  else pace.succeeded();
}

function isDownloadFailure(round: DownloadRound): boolean {
  return round.kind === 'line-failed' || (round.kind === 'done' && round.failed.length > 0);
}

function isUploadFailure(round: UploadRound): boolean {
  return round.kind === 'line-failed' || round.kind === 'stuck';
}
