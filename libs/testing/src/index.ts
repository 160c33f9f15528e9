export { eachDatabase } from './each-database';
export type { TestDatabase } from './each-database';
