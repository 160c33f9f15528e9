/** Version of the exchange itself: paths, envelopes, signatures. A peer refuses another major. */
export const PROTOCOL_VERSION = 1;
/** Version of the rows sent down. Columns are only added within a version, and then optional. */
export const SCHEMA_VERSION = 1;
