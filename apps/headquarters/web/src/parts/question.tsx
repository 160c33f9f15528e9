import { Actions, Failure, Sheet, type Outcome } from '@app/web';
import { Button } from '@mantine/core';
import { useCall } from '../api/use-call';

interface QuestionProps {
  readonly title: string;
  /** What it does, before it happens. */
  readonly lead: string;
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly act: () => Promise<Outcome<unknown>>;
  readonly onClose: () => void;
  /** Instead of closing, when there is something to show afterwards. */
  readonly onDone?: () => void;
}

/** Asks before something that cannot be taken back. */
export function Question({ title, lead, confirm, isDanger = false, act, onClose, onDone = onClose }: QuestionProps) {
  const { isRunning, failure, run } = useCall();
  const go = async () => {
    if (await run(act)) onDone();
  };
  return (
    <Sheet title={title} lead={lead}>
      <Actions>
        <Button color={isDanger ? 'red' : undefined} onClick={() => void go()} loading={isRunning}>
          {confirm}
        </Button>
        <Button variant="default" onClick={onClose} disabled={isRunning} autoFocus>
          Leave it
        </Button>
      </Actions>
      <Failure text={failure} />
    </Sheet>
  );
}
