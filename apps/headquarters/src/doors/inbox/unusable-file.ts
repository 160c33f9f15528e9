/** A file that cannot be taken at all. The message says why in words. */
export class UnusableFile extends Error {}
