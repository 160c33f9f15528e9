/** The open database (`Database` of libs/database). */
export const DATABASE = 'headquarters:database';
/** Real time, for tokens, signatures, ids and journals (`Clock` of libs/kernel). */
export const CLOCK = 'headquarters:clock';
/** Headquarters' own signing key (`HeadquartersKey`). */
export const SIGNING_KEY = 'headquarters:signing-key';
/** The settings of this process (`Settings`). */
export const SETTINGS = 'headquarters:settings';
