import { DomainError } from '@app/kernel';
import { linesBackwards, type Place, type WrittenLine } from './lines-backwards';

export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly level: LogLevel;
  /** Of which process it is: `scale-unit`, `console`, `launcher`. */
  readonly process: string;
  readonly message: string;
  readonly correlationId: string | null;
  /** Everything else the line says, as JSON. */
  readonly details: string;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];
const LEVEL_OF_NUMBER: Readonly<Record<number, LogLevel>> = { 10: 'debug', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

export interface LogQuestion {
  readonly folder: string;
  readonly processes: readonly string[];
  /** The least level. */
  readonly level?: LogLevel | undefined;
  readonly correlationId?: string | undefined;
  /** Nothing older, epoch milliseconds. */
  readonly since?: number;
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface LogPage {
  /** Newest first. */
  readonly lines: readonly LogLine[];
  /** Null when there is nothing older. */
  readonly next: string | null;
}

/** Log lines of several processes, newest first. Files are read backwards, as far as the page needs; it works while their writers do not. */
export async function readLog(question: LogQuestion): Promise<LogPage> {
  const sources = await Promise.all(question.processes.map((process) => sourceOf(process, question)));
  try {
    return await pageOf(sources, question);
  } finally {
    for (const { written } of sources) await written?.return(undefined);
  }
}

async function pageOf(sources: readonly Source[], question: LogQuestion): Promise<LogPage> {
  const lines: LogLine[] = [];
  while (lines.length < question.limit) {
    const newest = sources.reduce((best, one) => (atOf(one) > atOf(best) ? one : best), sources[0]);
    if (!newest?.head || newest.head.line.at < (question.since ?? 0)) return { lines, next: null };
    lines.push(newest.head.line);
    await advance(newest, question);
  }
  return { lines, next: cursorOf(sources) || null };
}

interface Source {
  readonly process: string;
  readonly written: AsyncGenerator<WrittenLine> | undefined;
  /** The newest line that was not given yet. */
  head: { readonly line: LogLine; readonly place: Place } | undefined;
}

const atOf = (source: Source | undefined): number => source?.head?.line.at ?? -Infinity;

async function sourceOf(process: string, question: LogQuestion): Promise<Source> {
  const before = question.cursor === undefined ? undefined : placesIn(question.cursor)[process];
  const isAtEnd = question.cursor !== undefined && before === undefined;
  const source: Source = { process, written: isAtEnd ? undefined : linesBackwards(question.folder, process, before), head: undefined };
  await advance(source, question);
  return source;
}

async function advance(source: Source, question: LogQuestion): Promise<void> {
  source.head = undefined;
  while (source.written) {
    const next = await source.written.next();
    if (next.done) return;
    const { text, ...place } = next.value;
    const line = isAsked(text, question) ? lineOf(text, source.process) : undefined;
    if (!line || (question.correlationId !== undefined && line.correlationId !== question.correlationId)) continue;
    if (LOG_LEVELS.indexOf(line.level) < LOG_LEVELS.indexOf(question.level ?? 'debug')) continue;
    source.head = { line, place };
    return;
  }
}

/** A look at the text alone, before anything is parsed. */
const isAsked = (text: string, { correlationId }: LogQuestion): boolean => correlationId === undefined || text.includes(correlationId);

function lineOf(text: string, process: string): LogLine | undefined {
  const said = jsonIn(text);
  if (!said) return undefined;
  const { level, time, msg, correlationId, name: _, app: __, ...rest } = said;
  const at = new Date(time as string | number).getTime();
  if (!Number.isFinite(at)) return undefined;
  return {
    at,
    level: LEVEL_OF_NUMBER[Number(level)] ?? LOG_LEVELS.find((one) => one === level) ?? 'info',
    process,
    message: messageOf(msg, rest['process']),
    correlationId: typeof correlationId === 'string' ? correlationId : null,
    details: JSON.stringify(rest),
  };
}

/** The launcher says of which process it speaks. */
function messageOf(message: unknown, about: unknown): string {
  return [about, message].filter((part) => typeof part === 'string').join(' ');
}

/** A line that was cut by a stop of the machine is left out. */
function jsonIn(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Where each process goes on: with the line that was not given yet. A process that is not named has none. */
function cursorOf(sources: readonly Source[]): string {
  return sources.flatMap(({ process, head }) => (head ? [`${process}:${head.place.file}:${head.place.end}`] : [])).join(',');
}

function placesIn(cursor: string): Record<string, Place> {
  const parts = [...cursor.matchAll(/([\w-]+):(\d{1,15}):(\d{1,15})(?:,|$)/g)];
  if (parts.map(([part]) => part).join('') !== cursor)
    throw new DomainError('request.invalid', 'not a cursor of ours', { field: '/cursor' });
  return Object.fromEntries(parts.map(([, process = '', file, end]) => [process, { file: Number(file), end: Number(end) }]));
}
