import { BACKGROUND } from '@app/web';
import { api } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';

const EVERY_MS = 2_000;
const question = () => api.GET('/console/v1/updates', { headers: BACKGROUND });

/** The last answer about updates. While a release changes over the console itself is away for a moment. */
export const useUpdates = () => useLastAnswer(question, EVERY_MS);
