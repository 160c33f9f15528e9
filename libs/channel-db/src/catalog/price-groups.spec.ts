import { priceGroupsOf } from './price-groups';

const group = (priceGroupId: string, priority: number, legalEntityId = 'le1') => ({
  legalEntityId,
  priceGroupId,
  name: priceGroupId,
  priority,
});
const member = (priceGroupId: string, memberKind: 'channel' | 'affiliation' | 'loyalty-tier' | 'catalog', memberId: string) => ({
  legalEntityId: 'le1',
  priceGroupId,
  memberKind,
  memberId,
});

describe('the price groups that count', () => {
  const rows = {
    priceGroups: [group('all', 0), group('north', 0), group('club', 5), group('gold', 9), group('web', 0), group('club', 7, 'other')],
    priceGroupMembers: [
      member('all', 'channel', 's1'), member('all', 'affiliation', 'club'), member('north', 'channel', 's1'), member('club', 'affiliation', 'club'),
      member('gold', 'loyalty-tier', 'club'), member('web', 'catalog', 'web'), member('gone', 'channel', 's1'),
    ],
  }; // prettier-ignore
  const ids = (seeker: object) => priceGroupsOf(rows, { legalEntityId: 'le1', channelId: 's1', ...seeker }).map((row) => row.priceGroupId);

  it('are those of the channel and of what the customer is, each once, the higher priority first', () => {
    expect(ids({})).toEqual(['all', 'north']);
    expect(ids({ affiliationIds: ['club'] })).toEqual(['club', 'all', 'north']);
    expect(ids({ channelId: 's2', loyaltyTierIds: ['club'], catalogIds: ['web'] })).toEqual(['gold', 'web']);
  });

  it('are none of another legal entity', () => {
    expect(ids({ legalEntityId: 'other', affiliationIds: ['club'] })).toEqual([]);
  });
});
