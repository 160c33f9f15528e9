/** Four signs at a time, as people read them. */
export const inGroups = (code: string, between = '-'): string => code.replace(/(.{4})(?=.)/g, `$1${between}`);
