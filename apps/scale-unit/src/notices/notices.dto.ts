import { noticeView } from '@app/catalog';
import { instant } from '@app/protocol';
import { z } from 'zod';

export const plannedWork = z.object({ startsAt: instant, endsAt: instant }).meta({ id: 'PlannedWork' });

export const noticeList = z.object({
  /** Changes with what is told; events named `notices` carry it. */
  version: z.string(),
  notices: z.array(noticeView).readonly(),
});
