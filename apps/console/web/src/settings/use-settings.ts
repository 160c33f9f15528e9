import { BACKGROUND } from '@app/web';
import { api } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';

const EVERY_MS = 30_000;
const ask = () => api.GET('/console/v1/settings', { headers: BACKGROUND });

export const useSettings = () => useLastAnswer(ask, EVERY_MS);
