/** The open database (`Database` of libs/database). */
export const DATABASE = 'headquarters:database';
/** Real time, for tokens, signatures, ids and journals (`Clock` of libs/kernel). */
export const CLOCK = 'headquarters:clock';
/** The clock that prices go by; another day than today when the settings say so. */
export const BUSINESS_CLOCK = 'headquarters:business-clock';
