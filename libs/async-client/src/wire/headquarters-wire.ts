import type { SignedClient } from '@app/platform';

/** The signed way out, bound by the app once the box is enrolled. It never throws for what the line does. */
export type HeadquartersWire = Pick<SignedClient, 'call' | 'download' | 'follow'>;
