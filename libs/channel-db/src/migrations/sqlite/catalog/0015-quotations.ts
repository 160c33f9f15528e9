import type { Migration } from '@app/database';

export const catalog0015: Migration = { name: '0015-quotations', statements: [`ALTER TABLE channel ADD COLUMN quotation_days INTEGER`] };
