import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** On Linux each thread has its own priority: registers come first when the processor is short. Elsewhere it stays as it is. */
export function yieldToSelling(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system without threads in /proc applies at normal priority.
  }
}
