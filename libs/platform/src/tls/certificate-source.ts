/** What a TLS server presents: its certificate with the chain, and its key, as PEM. */
export interface SecureContext {
  readonly cert: string;
  readonly key: string;
}

/** Where a server gets its certificate from, and hears of a new one. */
export interface CertificateSource {
  current(): SecureContext;
  onChange(listener: (context: SecureContext) => void): void;
}
