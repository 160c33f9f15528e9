import { throttled } from './throttle';

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < 4; at += 1) yield new Uint8Array(1_000).fill(at);
}

async function taken(rate: number | null): Promise<{ bytes: number[]; ms: number }> {
  const began = performance.now();
  const bytes: number[] = [];
  for await (const chunk of throttled(chunks(), rate)) bytes.push(...new Set(chunk));
  return { bytes, ms: performance.now() - began };
}

it('a capped line brings the same bytes, in no less time than the cap allows', async () => {
  expect((await taken(null)).bytes).toEqual([0, 1, 2, 3]);
  const capped = await taken(20);
  expect(capped.bytes).toEqual([0, 1, 2, 3]);
  expect(capped.ms).toBeGreaterThanOrEqual(190);
});
