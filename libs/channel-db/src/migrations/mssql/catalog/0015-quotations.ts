import type { Migration } from '@app/database';

export const catalog0015: Migration = {
  name: '0015-quotations',
  statements: [`ALTER TABLE [catalog].[channel] ADD [quotation_days] bigint NULL`],
};
