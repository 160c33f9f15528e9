import { entityNamed } from '@app/protocol';
import { z } from 'zod';
import { WRONG_CHECK_DIGITS } from '../imported-code';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const common = {
  /** What stands there for each text that may stand there; any other text refuses the line. */
  values: z.record(z.string(), scalar).optional(),
  /** What an empty cell means; without it an empty cell is null, or absent, where the field may be so. */
  default: scalar.optional(),
};

/** Where the value of a field comes from. A text alone names a column. */
const source = z.union([
  z.string().min(1),
  z.strictObject({ column: z.string().min(1), ...common }),
  /** Columns and parts of the file name put together: `{ArtNr}-{Filiale}`. */
  z.strictObject({ template: z.string().min(1), ...common }),
  /** A part of the file name that the pattern names. */
  z.strictObject({ namePart: z.string().min(1), ...common }),
  z.strictObject({ constant: z.union([scalar, z.array(z.string())]) }),
]);
export type FieldSource = z.output<typeof source>;

const part = z
  .strictObject({
    entity: z.string(),
    /** Field of the entity to where its value comes from. Fields that may be null or absent can be left out. */
    fields: z.record(z.string(), source),
    /** The line brings this row only where the column is not empty. */
    when: z.string().min(1).optional(),
    /** Many lines may bring the same row, such as a category; the first one counts. */
    repeats: z.boolean().default(false),
  })
  .superRefine(({ entity, fields }, context) => {
    const shape = entityNamed(entity)?.schema.shape;
    if (!shape) return context.addIssue({ code: 'custom', path: ['entity'], message: `there is no entity ${entity}` });
    for (const field of Object.keys(fields)) {
      if (!(field in shape)) context.addIssue({ code: 'custom', path: ['fields', field], message: `${entity} has no field ${field}` });
    }
    for (const [field, type] of Object.entries(shape)) {
      if (!(field in fields) && emptyOf(type as z.ZodType) === 'refused') {
        context.addIssue({ code: 'custom', path: ['fields'], message: `${entity} needs the field ${field}` });
      }
    }
  });
export type MappingPart = z.output<typeof part>;

/** What a mapping file says: which files it is for and what their columns are. */
export const mapping = z.strictObject({
  /** Name of the files: `*` stands for anything, `{channelId}` for a part that fields may use. */
  file: z.string().min(1).max(200),
  /**
   * Named parts that only number the files, such as a date. The other parts say which series a file belongs to:
   * `prices-{channelId}-{date}.csv` with `["date"]` is a series per channel.
   */
  sequence: z.array(z.string()).default([]),
  format: z.enum(['csv', 'ndjson']),
  /** A full file replaces what the files of its series brought; a delta adds to it. */
  kind: z.enum(['full', 'delta']),
  /** Label of the WHATWG encoding standard, such as `windows-1252`. */
  encoding: z.string().refine(isEncoding, 'not an encoding that is known here').default('utf-8'),
  delimiter: z.string().min(1).max(4).default(','),
  /** Names of the columns where the file has no header line. */
  columns: z.array(z.string().min(1)).min(1).optional(),
  /** `1,50` instead of `1.50`. */
  decimalComma: z.boolean().default(false),
  /** How dates are written, of `YYYY`, `MM`, `DD` and what stands between them. */
  dateFormat: z
    .string()
    .refine((text) => ['YYYY', 'MM', 'DD'].every((piece) => text.split(piece).length === 2), 'needs YYYY, MM and DD once each')
    .default('YYYY-MM-DD'),
  /** What becomes of barcodes with a wrong check digit. */
  wrongCheckDigits: z.enum(WRONG_CHECK_DIGITS).default('refuse'),
  /** The file is complete when a file of its name and `.done` stands beside it. */
  doneMarker: z.boolean().default(false),
  rows: z.array(part).min(1),
});

/** A mapping and the name of its file without `.json`. */
export type Mapping = z.output<typeof mapping> & { readonly name: string };

/** What a field without a value becomes. */
export function emptyOf(type: z.ZodType): 'null' | 'absent' | 'refused' {
  if (type.safeParse(null).success) return 'null';
  return type.safeParse(undefined).success ? 'absent' : 'refused';
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label) instanceof TextDecoder;
  } catch {
    return false;
  }
}
