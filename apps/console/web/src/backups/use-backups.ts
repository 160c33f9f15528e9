import { BACKGROUND } from '@app/web';
import { api } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';

const EVERY_MS = 2_000;
const question = () => api.GET('/console/v1/backups', { headers: BACKGROUND });

/** The last answer about the copies. */
export const useBackups = () => useLastAnswer(question, EVERY_MS);
