import { softwareVersion } from '@app/files';

/** What this release calls itself towards headquarters and people. */
export const SOFTWARE_VERSION = softwareVersion(__dirname);
