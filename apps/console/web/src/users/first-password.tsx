import { Button } from '@mantine/core';
import { Sheet } from '@app/web';
import classes from '../access/access.module.css';
import { inGroups } from '../codes/in-groups';

interface FirstPasswordProps {
  readonly name: string;
  readonly firstPassword: string;
  readonly onClose: () => void;
}

/** Shown once, to be handed over. */
export function FirstPassword({ name, firstPassword, onClose }: FirstPasswordProps) {
  return (
    <Sheet title={`Password for ${name}`} lead="It is shown this once, and is good for one thing: choosing another one.">
      <p className={classes.code}>{inGroups(firstPassword)}</p>
      <Button variant="default" onClick={onClose}>
        Done
      </Button>
    </Sheet>
  );
}
