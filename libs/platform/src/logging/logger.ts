import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { RotatingFile } from './rotating-file';
import { redact } from './redact';

export interface LogOptions {
  /** Name of the process: `scale-unit`, `console`, `headquarters`. */
  readonly name: string;
  readonly level: Level | 'silent';
  /** Where lines are kept besides standard output; nowhere when absent. */
  readonly folder?: string;
  /** Nothing on standard output. */
  readonly isQuiet?: boolean;
}

/** Longer lines lose their end. */
const LONGEST_LINE = 16_384;

/** One JSON object a line. `time` is ISO text, so that no number of the line's own looks like a card. */
export function createLogger({ name, level, folder, isQuiet = false }: LogOptions, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: (line: string) => redact(shortened(line)) },
  };
  if (destination) return pino(options, destination);
  if (folder === undefined || level === 'silent') return pino(options);
  const streams = [...(isQuiet ? [] : [pino.destination(1)]), new RotatingFile({ folder, name })];
  return pino(options, pino.multistream(streams.map((stream) => ({ level: 'trace', stream }))));
}

/** Still one JSON object: what cannot be kept whole is kept as text. */
function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const [, level = '30', time = ''] = /^\{"level":(\d+),"time":"([^"]*)"/.exec(line) ?? [];
  return `${JSON.stringify({ level: Number(level), time, msg: line.slice(0, LONGEST_LINE) })}\n`;
}
