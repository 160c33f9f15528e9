import { Controller, Get, Inject, Req, Sse, type MessageEvent } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { z } from 'zod';
import { UserSessions } from '../access/user-sessions';
import { OPERATIONS } from '../operations';
import { statusAnswer, type StatusAnswer } from './status-answer';
import { StatusService } from './status.service';

@Controller('console/v1')
export class StatusController {
  constructor(
    @Inject(StatusService) private readonly status: StatusService,
    @Inject(UserSessions) private readonly sessions: UserSessions,
  ) {}

  @Get('status')
  @Operation(OPERATIONS.readStatus)
  @Answers(200, 'Whether the store sells, and all that is known about it.', statusAnswer)
  read(): StatusAnswer {
    return this.status.read();
  }

  @Sse('events')
  @Operation(OPERATIONS.followStatus)
  @Answers(
    200,
    'Events named `status`, each with the same body as GET status; `session-over` before the stream ends.',
    z.string(),
    'text/event-stream',
  )
  follow(@Req() { raw }: FastifyRequest): Observable<MessageEvent> {
    return new Observable((subscriber) =>
      this.status.follow((answer) => {
        // An open stream is not somebody using the console: it ends with the session.
        if (this.sessions.isLive(raw)) return subscriber.next({ type: 'status', data: answer });
        subscriber.next({ type: 'session-over', data: {} });
        subscriber.complete();
      }),
    );
  }
}
