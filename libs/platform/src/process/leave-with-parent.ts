/** Whatever keeps a process from closing must not keep the next one from its ports and files. */
const CLOSES_WITHIN_MS = 2_000;

/**
 * The launcher is the parent; when it is gone, the next one starts processes of its own, and this one ends. Called before anything else, as
 * that may be while it starts. Gives back a function to be told how to close, once there is something to close.
 */
export function leaveWithParent(): (close: () => Promise<unknown>) => void {
  let close = (): Promise<unknown> => Promise.resolve();
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), CLOSES_WITHIN_MS).unref();
    void close().finally(() => process.exit(0));
  });
  return (how) => {
    close = how;
  };
}
