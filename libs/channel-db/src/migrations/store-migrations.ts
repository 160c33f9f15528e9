import type { MigrationSet } from '@app/database';
import { store0001 as mssql0001 } from './mssql/store/0001-box';
import { store0002 as mssql0002 } from './mssql/store/0002-journal';
import { store0003 as mssql0003 } from './mssql/store/0003-sales';
import { store0004 as mssql0004 } from './mssql/store/0004-shifts';
import { store0005 as mssql0005 } from './mssql/store/0005-carts';
import { store0006 as mssql0006 } from './mssql/store/0006-devices';
import { store0007 as mssql0007 } from './mssql/store/0007-session-state';
import { store0008 as mssql0008 } from './mssql/store/0008-older-copy';
import { store0009 as mssql0009 } from './mssql/store/0009-sales-of-a-shift';
import { store0010 as mssql0010 } from './mssql/store/0010-suspended-carts';
import { store0011 as mssql0011 } from './mssql/store/0011-receipt-prints';
import { store0012 as mssql0012 } from './mssql/store/0012-reductions';
import { store0013 as mssql0013 } from './mssql/store/0013-buyers';
import { store0014 as mssql0014 } from './mssql/store/0014-deposit-slips';
import { store0015 as mssql0015 } from './mssql/store/0015-tender-functions';
import { store0016 as mssql0016 } from './mssql/store/0016-customer-orders';
import { store0017 as mssql0017 } from './mssql/store/0017-download-failures';
import { store0001 as sqlite0001 } from './sqlite/store/0001-box';
import { store0002 as sqlite0002 } from './sqlite/store/0002-journal';
import { store0003 as sqlite0003 } from './sqlite/store/0003-sales';
import { store0004 as sqlite0004 } from './sqlite/store/0004-shifts';
import { store0005 as sqlite0005 } from './sqlite/store/0005-carts';
import { store0006 as sqlite0006 } from './sqlite/store/0006-devices';
import { store0007 as sqlite0007 } from './sqlite/store/0007-session-state';
import { store0008 as sqlite0008 } from './sqlite/store/0008-older-copy';
import { store0009 as sqlite0009 } from './sqlite/store/0009-sales-of-a-shift';
import { store0010 as sqlite0010 } from './sqlite/store/0010-suspended-carts';
import { store0011 as sqlite0011 } from './sqlite/store/0011-receipt-prints';
import { store0012 as sqlite0012 } from './sqlite/store/0012-reductions';
import { store0013 as sqlite0013 } from './sqlite/store/0013-buyers';
import { store0014 as sqlite0014 } from './sqlite/store/0014-deposit-slips';
import { store0015 as sqlite0015 } from './sqlite/store/0015-tender-functions';
import { store0016 as sqlite0016 } from './sqlite/store/0016-customer-orders';
import { store0017 as sqlite0017 } from './sqlite/store/0017-download-failures';

/** Everything born on the box. Forward only: the previous release runs on the new schema. */
export const STORE_MIGRATIONS: MigrationSet = {
  name: 'store',
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
    sqlite0017,
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
    mssql0017,
  ],
};
