import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import classes from './copyable.module.css';

/** A text to take along, with the button that takes it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <div className={classes.copyable}>
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
      <Button size="xs" variant="default" onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? 'Copied' : label}
      </Button>
    </div>
  );
}
