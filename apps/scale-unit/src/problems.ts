import { PLATFORM_PROBLEMS, type ProblemTable } from '@app/platform';
import { CATALOG_PROBLEMS } from './register/problems';
import { SELLING_PROBLEMS } from './carts/problems';
import { PEOPLE_PROBLEMS } from './session/problems';
import { STORE_OPERATION_PROBLEMS } from './shifts/problems';

/** Every code the unit's features may answer with, and its HTTP status. A spec finds codes that are missing here. */
export const PROBLEMS: ProblemTable = {
  ...PLATFORM_PROBLEMS,
  ...PEOPLE_PROBLEMS,
  ...CATALOG_PROBLEMS,
  ...SELLING_PROBLEMS,
  ...STORE_OPERATION_PROBLEMS,
  'store.unreadable': 503,
  'database.busy': 503,
  'database.conflict': 503,
  'database.full': 503,
  'database.io': 503,
  'catalog.busy': 503,
  'exchange.retry-refused': 503,
  'exchange.not-asked': 503,
  'box.not-enrolled': 409,
  'box.behind-registers': 409,
  'box.superseded': 409,
  'backup.box-in-use': 409,
  'backup.busy': 409,
  'backup.by-server': 409,
  'backup.damaged': 422,
  'backup.no-room': 503,
  'backup.other-code': 422,
  'backup.other-store': 422,
  'backup.target-full': 503,
  'backup.target-missing': 503,
  'backup.target-refused': 503,
  'backup.unknown': 404,
  'backup.unsound': 503,
  'planned-work.times': 422,
  'number.malformed': 422,
  'number.too-precise': 422,
  'number.out-of-range': 422,
};
