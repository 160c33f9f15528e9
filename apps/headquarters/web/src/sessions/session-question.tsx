import { outcomeOf } from '@app/web';
import { api, type Session } from '../api/client';
import { Question } from '../parts/question';

export type Asked = { readonly session: Session; readonly about: 'cancel' | 'rerun' };

interface SessionQuestionProps {
  readonly asked: Asked;
  readonly job: string;
  readonly store: string;
  readonly onClose: () => void;
}

/** What canceling a session, or sending everything again, means for the store. */
export function SessionQuestion({ asked: { session, about }, job, store, onClose }: SessionQuestionProps) {
  const path = { sessionId: session.sessionId };
  if (about === 'cancel') {
    return (
      <Question
        title={`Cancel ${job} for ${store}?`}
        lead="The store sells on with what it has. All rows of this job go down anew with the next run of its schedule."
        confirm="Cancel the session"
        isDanger
        act={() => outcomeOf(api.POST('/api/v1/scheduler/sessions/{sessionId}/cancel', { params: { path } }))}
        onClose={onClose}
      />
    );
  }
  return (
    <Question
      title={`Send ${job} to ${store} again?`}
      lead="The store fetches every row of this job once more and sells on meanwhile. On a slow line that takes a while."
      confirm="Send all rows"
      act={() => outcomeOf(api.POST('/api/v1/scheduler/sessions/{sessionId}/rerun', { params: { path } }))}
      onClose={onClose}
    />
  );
}
