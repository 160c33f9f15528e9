import { customerEntity, loyaltyCardEntity } from '@app/protocol';
import { rowsOf, type EntityRows } from '../../company/company-data';
import type { WireRow } from '../../company/company-rows';

/** Two people to try with: a member of the club with a card, and one who is nothing but a number. */
export function demoCustomers(legalEntityId: string): EntityRows[] {
  const customer = (customerId: string, name: string, change: Partial<WireRow<typeof customerEntity>>): WireRow<typeof customerEntity> => ({
    legalEntityId, customerId, name, phone: null, isBlocked: false, taxGroupId: null, exemptTaxCodeIds: [], priceGroupId: null,
    affiliationIds: [], ...change,
  }); // prettier-ignore
  return [
    rowsOf(
      customerEntity,
      customer('C-1001', 'Nora Byrne', { phone: '353850001001', affiliationIds: ['club'] }),
      customer('C-1002', 'Liam Walsh', {}),
    ),
    rowsOf(loyaltyCardEntity, { legalEntityId, cardNumber: 'LC-1001', customerId: 'C-1001', loyaltyTierId: null, isBlocked: false }),
  ];
}
