import { useCallWith } from '@app/web';
import { sayProblem } from './problem-text';

export const useCall = () => useCallWith(sayProblem);
