import { outcomeOf, Sheet } from '@app/web';
import { api } from '../api/client';
import { CodeForm } from './code-form';

/** The second step in, for admins. */
export function SecondFactor({ name, onDone }: { name: string; onDone: () => void }) {
  return (
    <Sheet title="One more step" lead={`${name}, open your authenticator.`} isNarrow>
      <CodeForm send={(code) => outcomeOf(api.POST('/console/v1/session/second-factor', { body: { code } }))} onDone={onDone} />
    </Sheet>
  );
}
