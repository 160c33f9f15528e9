import { timeText, type RegisterFacts, type Words } from '@app/appliance';
import { Button } from '@mantine/core';
import { Sheet, useNow } from '@app/web';
import { inGroups } from '../codes/in-groups';
import { QrCode } from '../codes/qr-code';
import { useSettings } from '../settings/use-settings';
import type { ActivationCode } from '../api/client';
import classes from './code-panel.module.css';

interface CodePanelProps {
  readonly register: RegisterFacts;
  readonly code: ActivationCode;
  readonly words: Words;
  readonly onClose: () => void;
}

/** A code is read across a room and typed once. */
export function CodePanel({ register, code, words, onClose }: CodePanelProps) {
  const now = useNow(1_000);
  const leftMs = code.expiresAt - now;
  const address = useSettings().state?.registers.addresses[0];
  return (
    <Sheet
      title={`Code for ${register.name}`}
      lead={`Type it on the register, or scan it. It works once, until ${timeText(code.expiresAt, words)}.`}
    >
      <p className={classes.code} data-over={leftMs <= 0 || undefined}>
        {inGroups(code.activationCode)}
      </p>
      {address && leftMs > 0 && (
        <QrCode
          text={`${address}/api/v1/devices/activate#${code.activationCode}`}
          label="QR code with the address of this box and the code"
        />
      )}
      <div className={classes.foot}>
        <span>{leftMs > 0 ? `${clock(leftMs)} left` : 'This code is over. Make another one.'}</span>
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </Sheet>
  );
}

function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
