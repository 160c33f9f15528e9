import { packageManifest, verifyBytes, type DownloadSession, type PackageManifest, type SignedManifest } from '@app/protocol';

export type ManifestReading = { readonly ok: true; readonly manifest: PackageManifest } | { readonly ok: false; readonly reason: string };

/** Who this box is to headquarters, and how headquarters is known. */
export interface Enrolled {
  readonly channelDatabaseId: string;
  /** Raw Ed25519 public key, base64. */
  readonly headquartersKey: string;
}

/** What a manifest is opened with: how headquarters is known, and for which box it should be, when that is known. */
export type Opening = Pick<Enrolled, 'headquartersKey'> & Partial<Pick<Enrolled, 'channelDatabaseId'>>;

/** The manifest of a session's package when headquarters signed exactly this text and it belongs to the session and to this box. */
export function readManifest(signed: SignedManifest, session: DownloadSession, enrolled: Enrolled): ManifestReading {
  const reading = openManifest(signed, enrolled);
  if (!reading.ok) return reading;
  const { packageId, job, kind } = reading.manifest;
  const isOfSession = packageId === session.packageId && job === session.job && kind === session.kind;
  return isOfSession ? reading : refused('it belongs to another package');
}

/** The manifest when headquarters signed exactly this text and it is for this box; for whichever box when none is named. */
export function openManifest(signed: SignedManifest, { headquartersKey, channelDatabaseId: own }: Opening): ManifestReading {
  if (!verifyBytes(headquartersKey, signed.manifest, signed.signature)) return refused('the signature is not that of headquarters');
  const parsed = packageManifest.safeParse(parsedText(signed.manifest));
  if (!parsed.success)
    return refused(`unreadable: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
  const { channelDatabaseId = own } = parsed.data;
  if (own !== undefined && channelDatabaseId !== own) return refused(`it is for the channel database ${channelDatabaseId}`);
  return { ok: true, manifest: parsed.data };
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(reason: string): ManifestReading {
  return { ok: false, reason: `manifest: ${reason}` };
}
