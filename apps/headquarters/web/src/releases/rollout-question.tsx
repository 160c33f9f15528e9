import { outcomeOf } from '@app/web';
import { api, type RolloutDetails } from '../api/client';
import { Question } from '../parts/question';

export type Decision = 'halt' | 'go-on' | 'cancel' | 'undo';

interface RolloutQuestionProps {
  readonly rollout: RolloutDetails;
  readonly decision: Decision;
  readonly onClose: () => void;
}

/** What a decision about a rollout does in the stores. */
export function RolloutQuestion({ rollout: { rolloutId, version, rings }, decision, onClose }: RolloutQuestionProps) {
  const params = { path: { rolloutId } };
  const failed = rings.reduce((sum, ring) => sum + ring.failed, 0);
  const acts = {
    halt: {
      title: `Halt ${version}?`,
      lead: 'No more stores are told. Those that have not begun to switch stay as they are; those that have go on to their own end.',
      confirm: 'Halt it',
      act: () => outcomeOf(api.POST('/api/v1/rollouts/{rolloutId}/halt', { params })),
    },
    'go-on': {
      title: `Go on with ${version}?`,
      lead: `${failed === 1 ? 'The store that failed stays' : `The ${failed} stores that failed stay`} on what it ran before. The rollout halts again when more of the next ones fail.`,
      confirm: 'Go on',
      act: () => outcomeOf(api.POST('/api/v1/rollouts/{rolloutId}/go-on', { params })),
    },
    cancel: {
      title: `End ${version} here?`,
      lead: 'Stores that run it keep it. The others stay as they are, until it is rolled out again.',
      confirm: 'End it here',
      act: () => outcomeOf(api.POST('/api/v1/rollouts/{rolloutId}/cancel', { params })),
    },
    undo: {
      title: `Take ${version} back?`,
      lead: 'Every store that runs it goes back to what it ran before, as soon as trade allows it. What was sold stays.',
      confirm: 'Take it back',
      act: () => outcomeOf(api.POST('/api/v1/rollouts/{rolloutId}/undo', { params })),
    },
  } as const;
  return <Question {...acts[decision]} isDanger={decision === 'undo'} onClose={onClose} />;
}
