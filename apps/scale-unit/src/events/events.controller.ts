import { Controller, Headers, Inject, Sse, type MessageEvent } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import type { DeviceCaller } from '@app/devices';
import { Answers, CurrentCaller, EventHub, Operation, type ChangeEvent } from '@app/platform';
import { map, takeUntil, timer, type Observable } from 'rxjs';
import { z } from 'zod';

/** A stream ends after an hour and is opened again with its last id: so a revoked device does not listen for ever. */
const LIFE_MS = 3_600_000;

const eventStream = z.string().meta({ description: 'text/event-stream of change, resync and heartbeat events' });

/** What changed, as it changes. An event says which resource has which version; the register asks for the rest. */
@Controller('api/v1/events')
export class EventsController {
  constructor(@Inject(EventHub) private readonly hub: EventHub) {}

  @Sse()
  @Operation(OPERATIONS.streamEvents)
  @Answers(200, 'A stream; after a gap longer than the replay it begins with resync.', eventStream, 'text/event-stream')
  stream(@CurrentCaller() device: DeviceCaller, @Headers('last-event-id') lastEventId: string | undefined): Observable<MessageEvent> {
    return this.hub
      .stream(lastEventId, (event) => concerns(event, device))
      .pipe(
        takeUntil(timer(LIFE_MS)),
        map(({ id, type, data }) => ({ type, data, ...(id === undefined ? {} : { id }) })),
      );
  }
}

function concerns({ channelId, registerId }: ChangeEvent, device: DeviceCaller): boolean {
  return (channelId === undefined || channelId === device.channelId) && (registerId === undefined || registerId === device.registerId);
}
