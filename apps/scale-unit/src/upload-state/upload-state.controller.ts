import { Controller, Get, Inject } from '@nestjs/common';
import { uploadStates } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { instant, uuid } from '@app/protocol';
import { z } from 'zod';
import { STORE } from '../wiring/parts';

const uploadState = z
  .object({
    /** One per history; a capsule names its own in the header of its record. */
    histories: z.array(
      z.object({
        instanceId: uuid,
        epoch: z.int(),
        fork: z.int(),
        acknowledgedCounter: z.int(),
        acknowledgedAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'UploadState' });

/** Up to where headquarters has everything: a register may drop its capsules up to there, and no further. */
@Controller('api/v1/upload-state')
export class UploadStateController {
  constructor(@Inject(STORE) private readonly store: Database) {}

  @Get()
  @Operation(OPERATIONS.showUploadState)
  @Answers(200, 'Acknowledged counters per history of this store.', uploadState)
  async show(): Promise<z.input<typeof uploadState>> {
    const states = await uploadStates(this.store.reader);
    return {
      histories: states.map(({ instanceId, epoch, fork, acknowledgedCounter, acknowledgedAt }) => ({
        instanceId, epoch, fork, acknowledgedCounter, acknowledgedAt,
      })),
    }; // prettier-ignore
  }
}
