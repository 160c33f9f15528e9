import { z } from 'zod';
import { businessKey, shortText } from '../texts';
import { defineEntity } from './define-entity';

/** What ties prices and offers to those they are for (field notes 5.3). */
export const priceGroupEntity = defineEntity({
  name: 'priceGroup', job: '1020', scope: 'group', key: ['legalEntityId', 'priceGroupId'],
  schema: z.object({
    legalEntityId: businessKey,
    priceGroupId: businessKey,
    name: shortText,
    /** Pricing priority of what is attached and names none itself: the higher comes first. */
    priority: z.int().min(0).max(1_000_000),
  }),
}); // prettier-ignore

/** Who belongs to a price group: a channel, customers of an affiliation or of a loyalty tier, what is sold out of a catalog. */
export const priceGroupMemberEntity = defineEntity({
  name: 'priceGroupMember', job: '1020', scope: 'group', key: ['legalEntityId', 'priceGroupId', 'memberKind', 'memberId'],
  schema: z.object({
    legalEntityId: businessKey,
    priceGroupId: businessKey,
    memberKind: z.enum(['channel', 'affiliation', 'loyalty-tier', 'catalog']),
    memberId: businessKey,
  }),
}); // prettier-ignore
