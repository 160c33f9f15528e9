import type { MigrationSet } from '@app/database';
import { catalog0001 as mssql0001 } from './mssql/catalog/0001-catalog';
import { catalog0002 as mssql0002 } from './mssql/catalog/0002-staged-rows';
import { catalog0003 as mssql0003 } from './mssql/catalog/0003-price-times';
import { catalog0004 as mssql0004 } from './mssql/catalog/0004-price-groups';
import { catalog0005 as mssql0005 } from './mssql/catalog/0005-selling-rules';
import { catalog0006 as mssql0006 } from './mssql/catalog/0006-taxes';
import { catalog0007 as mssql0007 } from './mssql/catalog/0007-trade-agreements';
import { catalog0008 as mssql0008 } from './mssql/catalog/0008-receipt-formats';
import { catalog0009 as mssql0009 } from './mssql/catalog/0009-search';
import { catalog0010 as mssql0010 } from './mssql/catalog/0010-offers';
import { catalog0011 as mssql0011 } from './mssql/catalog/0011-reductions';
import { catalog0012 as mssql0012 } from './mssql/catalog/0012-customers';
import { catalog0013 as mssql0013 } from './mssql/catalog/0013-goods';
import { catalog0014 as mssql0014 } from './mssql/catalog/0014-customer-orders';
import { catalog0015 as mssql0015 } from './mssql/catalog/0015-quotations';
import { catalog0016 as mssql0016 } from './mssql/catalog/0016-sale-restrictions';
import { catalog0001 as sqlite0001 } from './sqlite/catalog/0001-catalog';
import { catalog0002 as sqlite0002 } from './sqlite/catalog/0002-staged-rows';
import { catalog0003 as sqlite0003 } from './sqlite/catalog/0003-price-times';
import { catalog0004 as sqlite0004 } from './sqlite/catalog/0004-price-groups';
import { catalog0005 as sqlite0005 } from './sqlite/catalog/0005-selling-rules';
import { catalog0006 as sqlite0006 } from './sqlite/catalog/0006-taxes';
import { catalog0007 as sqlite0007 } from './sqlite/catalog/0007-trade-agreements';
import { catalog0008 as sqlite0008 } from './sqlite/catalog/0008-receipt-formats';
import { catalog0009 as sqlite0009 } from './sqlite/catalog/0009-search';
import { catalog0010 as sqlite0010 } from './sqlite/catalog/0010-offers';
import { catalog0011 as sqlite0011 } from './sqlite/catalog/0011-reductions';
import { catalog0012 as sqlite0012 } from './sqlite/catalog/0012-customers';
import { catalog0013 as sqlite0013 } from './sqlite/catalog/0013-goods';
import { catalog0014 as sqlite0014 } from './sqlite/catalog/0014-customer-orders';
import { catalog0015 as sqlite0015 } from './sqlite/catalog/0015-quotations';
import { catalog0016 as sqlite0016 } from './sqlite/catalog/0016-sale-restrictions';

/** Everything sent down, with the catalog's own state, and the search index made of it. Written by worker threads alone. */
export const CATALOG_MIGRATIONS: MigrationSet = {
  name: 'catalog',
  sqlite: [
    sqlite0001,
    sqlite0002,
    sqlite0003,
    sqlite0004,
    sqlite0005,
    sqlite0006,
    sqlite0007,
    sqlite0008,
    sqlite0009,
    sqlite0010,
    sqlite0011,
    sqlite0012,
    sqlite0013,
    sqlite0014,
    sqlite0015,
    sqlite0016,
  ],
  mssql: [
    mssql0001,
    mssql0002,
    mssql0003,
    mssql0004,
    mssql0005,
    mssql0006,
    mssql0007,
    mssql0008,
    mssql0009,
    mssql0010,
    mssql0011,
    mssql0012,
    mssql0013,
    mssql0014,
    mssql0015,
    mssql0016,
  ],
};
