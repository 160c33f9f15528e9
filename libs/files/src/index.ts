export { readTextIfExists, writeFileAtomic } from './atomic-file';
export { softwareVersion } from './software-version';
