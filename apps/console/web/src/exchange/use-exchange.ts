import { BACKGROUND } from '@app/web';
import { api } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';

const EVERY_MS = 5_000;
const question = () => api.GET('/console/v1/exchange', { headers: BACKGROUND });

/** The last answer about the exchange. */
export const useExchange = () => useLastAnswer(question, EVERY_MS);
