import { containsCardNumber } from '@app/kernel';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';

export interface LogOptions {
  /** Name of the process: `scale-unit`, `console`, `headquarters`. */
  readonly name: string;
  readonly level: Level | 'silent';
}

/** Names under which secrets travel; whatever stands there is printed as stars, at the top and one level below. */
const SECRET_NAMES = [
  'pin',
  'password',
  'token',
  'code',
  'activationCode',
  'recoveryCode',
  'sessionToken',
  'deviceToken',
  'authorization',
  'pepper',
  'privateKey',
];

/** One JSON object a line. `time` is ISO text, so that no number of the line's own looks like a card. */
export function createLogger({ name, level }: LogOptions, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_NAMES.flatMap((secret) => [secret, `*.${secret}`]), censor: '***' },
    hooks: { streamWrite: withoutCardNumbers },
  };
  return destination ? pino(options, destination) : pino(options);
}

const LONG_NUMBER = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** The last net: a card number that got into a message is masked before the line is written. */
function withoutCardNumbers(line: string): string {
  return line.replace(LONG_NUMBER, (digits) => (containsCardNumber(digits) ? '[card number]' : digits));
}
