import { DomainError } from '@app/kernel';
import { z } from 'zod';

/** What is known about a setting besides its type. `npm run <app> -- --help` and the console list it. */
export interface SettingNotes {
  /** Name of the environment variable. */
  readonly env: string;
  readonly description: string;
  readonly group?: string;
  /** Never shown, not even to an administrator. */
  readonly isSensitive?: boolean;
}

const notes = z.registry<SettingNotes>();

/** Gives a schema its place in the environment. Put last, after `.default(...)`. */
export function setting<Schema extends z.ZodType>(schema: Schema, about: SettingNotes): Schema {
  notes.add(schema, about);
  return schema;
}

export interface SettingListing extends SettingNotes {
  readonly name: string;
}

/** Every setting of an app, in the order of its schema. */
export function listSettings(schema: z.ZodObject): SettingListing[] {
  return Object.entries(schema.shape).map(([name, one]) => ({ name, ...notesOf(name, one as z.ZodType) }));
}

/**
 * Settings for somebody who helps, by environment variable: the value of those that are named and not sensitive, of all others only
 * whether they are set.
 */
export function shownSettings(
  schema: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, string> {
  const shown = listSettings(schema).map(({ name, env, isSensitive }) => {
    const value = values[name];
    if (value === undefined) return [env, 'not set'];
    return [env, names.includes(name) && !isSensitive ? JSON.stringify(value) : 'set'];
  });
  return Object.fromEntries(shown) as Record<string, string>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads an app's settings once, at start, into a frozen object. All failures are listed at once, by name and never by
 * value; a name under our prefix that no setting has is a failure too, because it is a typing error somebody relies on.
 */
export function parseSettings<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
  prefix: string,
): Readonly<z.output<Schema>> {
  const listing = listSettings(schema);
  const parsed = schema.safeParse(inputOf(listing, environment));
  const failures = [...unknownNames(listing, environment, prefix), ...(parsed.success ? [] : failuresOf(parsed.error, listing))];
  if (!parsed.success || failures.length > 0) {
    throw new DomainError('settings.invalid', `These settings are wrong:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  }
  return Object.freeze(parsed.data);
}

function inputOf(listing: readonly SettingListing[], environment: Environment): Record<string, string> {
  const input: Record<string, string> = {};
  for (const { name, env } of listing) {
    const value = environment[env];
    if (value !== undefined && value !== '') input[name] = value;
  }
  return input;
}

function unknownNames(listing: readonly SettingListing[], environment: Environment, prefix: string): string[] {
  const known = new Set(listing.map(({ env }) => env));
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.has(name))
    .map((name) => `${name}: there is no such setting`);
}

function failuresOf(error: z.ZodError, listing: readonly SettingListing[]): string[] {
  return error.issues.map((issue) => {
    const env = listing.find(({ name }) => name === issue.path[0])?.env ?? String(issue.path[0]);
    return `${env}: ${issue.code === 'custom' ? 'not acceptable' : issue.message}`;
  });
}

function notesOf(name: string, schema: z.ZodType): SettingNotes {
  const about = notes.get(schema);
  if (!about) throw new DomainError('settings.undescribed', `the setting ${name} has no description`);
  return about;
}

/** Settings come as text. */
export const portSetting = z.coerce.number().int().min(0).max(65_535);
export const flagSetting = z.enum(['true', 'false']).transform((text) => text === 'true');
export const listSetting = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
