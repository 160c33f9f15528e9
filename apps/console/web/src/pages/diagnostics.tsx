import type { Words } from '@app/appliance';
import { useState } from 'react';
import { LogSheet } from '../diagnostics/log-sheet';
import { SlowSheet } from '../diagnostics/slow-sheet';
import { SupportSheet } from '../diagnostics/support-sheet';

/** What the box wrote and what took long, and what support is sent of it. */
export default function Diagnostics({ words }: { words: Words }) {
  const [correlationId, setCorrelationId] = useState('');
  return (
    <>
      <LogSheet words={words} correlationId={correlationId} onCorrelationId={setCorrelationId} />
      <SlowSheet words={words} onCorrelationId={setCorrelationId} />
      <SupportSheet words={words} />
    </>
  );
}
