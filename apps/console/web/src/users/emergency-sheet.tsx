import { timeText, type Words } from '@app/appliance';
import { useCallback, useEffect, useState } from 'react';
import { outcomeOf, Sheet } from '@app/web';
import { NewEmergencyCode } from '../access/emergency-code';
import { api, type EmergencyCode } from '../api/client';

/** Whether there is a code in an envelope, and another one when there is none or it was used. */
export function EmergencySheet({ words }: { words: Words }) {
  const [code, setCode] = useState<EmergencyCode | null>(null);
  const ask = useCallback(() => {
    void outcomeOf(api.GET('/console/v1/emergency-code')).then((outcome) => {
      if (outcome.kind === 'done' && outcome.data) setCode(outcome.data);
    });
  }, []);
  useEffect(ask, [ask]);
  return (
    <Sheet title="Emergency code" lead={code ? sentenceOf(code, words) : 'It lets somebody in once, should password or phone be lost.'}>
      {code && (
        <NewEmergencyCode
          key={code.madeAt}
          label={code.state === 'sealed' ? 'Make another one' : 'Make one'}
          isUrgent={code.state !== 'sealed'}
          onDone={ask}
        />
      )}
    </Sheet>
  );
}

function sentenceOf({ state, madeAt }: EmergencyCode, words: Words): string {
  if (state === 'sealed') return `One was made at ${timeText(madeAt ?? 0, words)} and not used. Another one takes its place.`;
  if (state === 'used') return 'It was used. There is no way in for whoever loses password or phone until there is another one.';
  return 'There is none. Nobody comes in who has lost password or phone.';
}
