import type * as Undici from 'undici';
import { lazily } from '../lazily';

/** The HTTP client, from the first call on. */
export const undici = lazily<typeof Undici>('undici');
