import { SHOWN_MS } from '@app/appliance';
import { BACKGROUND } from '@app/web';
import { api } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';

const EVERY_MS = 60_000;
const question = () => api.GET('/console/v1/history', { headers: BACKGROUND, params: { query: { after: Date.now() - SHOWN_MS } } });

/** The minutes of the last four hours. */
export const useHistory = () => useLastAnswer(question, EVERY_MS);
