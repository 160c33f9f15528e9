import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@app/kernel';
import { CLOCK } from '../config';
import { Observer } from '../observation/observer';
import { SOFTWARE_VERSION } from '../software-version';
import { answerOf, type StatusAnswer } from './status-answer';

/** Facts that only tell the time differ in every answer; a page follows its own clock. */
const TIMES: ReadonlySet<string> = new Set([
  'at',
  'statusAt',
  'clock',
  'lastSeenAt',
  'checkedAt',
  'freeBytes',
  'storeBytes',
  'process',
  'diskFullAt',
]);
const AT_LEAST_EVERY_MS = 10_000;

@Injectable()
export class StatusService {
  private readonly startedAt: number;

  constructor(
    @Inject(Observer) private readonly observer: Observer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  read(): StatusAnswer {
    return answerOf(this.observer.now(), this.observer.lastFailure(), { version: SOFTWARE_VERSION, startedAt: this.startedAt });
  }

  /** Tells now, whenever something changed, and every ten seconds. Answers how to stop. */
  follow(tell: (answer: StatusAnswer) => void): () => void {
    let [meaning, toldAt] = ['', 0];
    const tellIfNew = () => {
      const answer = this.read();
      const newMeaning = meaningOf(answer);
      if (newMeaning === meaning && this.clock.now() - toldAt < AT_LEAST_EVERY_MS) return;
      [meaning, toldAt] = [newMeaning, this.clock.now()];
      tell(answer);
    };
    tellIfNew();
    return this.observer.follow(tellIfNew);
  }
}

const meaningOf = (answer: StatusAnswer): string => JSON.stringify(answer, (name, value: unknown) => (TIMES.has(name) ? undefined : value));
