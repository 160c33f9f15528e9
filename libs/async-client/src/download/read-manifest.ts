import { packageManifest, verifyBytes, type DownloadSession, type PackageManifest, type SignedManifest } from '@app/protocol';

export type ManifestReading = { readonly ok: true; readonly manifest: PackageManifest } | { readonly ok: false; readonly reason: string };

/** Who this box is to headquarters, and how headquarters is known. */
export interface Enrolled {
  readonly channelDatabaseId: string;
  /** Raw Ed25519 public key, base64. */
  readonly headquartersKey: string;
}

/** The manifest of a session's package when headquarters signed exactly this text and it belongs to the session and to this box. */
export function readManifest(signed: SignedManifest, session: DownloadSession, enrolled: Enrolled): ManifestReading {
  if (!verifyBytes(enrolled.headquartersKey, signed.manifest, signed.signature))
    return refused('the signature is not that of headquarters');
  const parsed = packageManifest.safeParse(parsedText(signed.manifest));
  if (!parsed.success)
    return refused(`unreadable: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
  const manifest = parsed.data;
  const isOfSession = manifest.packageId === session.packageId && manifest.job === session.job && manifest.kind === session.kind;
  if (!isOfSession) return refused('it belongs to another package');
  const { channelDatabaseId = enrolled.channelDatabaseId } = manifest;
  if (channelDatabaseId !== enrolled.channelDatabaseId) return refused(`it is for the channel database ${channelDatabaseId}`);
  return { ok: true, manifest };
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
