import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import type { AuthenticatedCaller, Authenticator, PlatformRequest } from '@app/platform';
import { claimedSigner, NonceMemory, verifyRequest } from '@app/protocol';
import { findBox, noteSeen, type EnrolledBox } from '../boxes/boxes';

/** An enrolled machine, by the key that signed the request. */
export interface BoxCaller extends AuthenticatedCaller {
  readonly kind: 'box';
  readonly box: EnrolledBox;
  /** Whose key it was: the scale unit's or its console's. */
  readonly signer: 'box' | 'console';
}

const SEEN_EVERY_MS = 30_000;

/** Admits requests that an enrolled box or its console signed just now, once. */
export class BoxAuthenticator implements Authenticator {
  private readonly nonces = new NonceMemory();
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async authenticate(request: PlatformRequest): Promise<BoxCaller> {
    const claimed = claimedSigner(request.headers);
    const [signer, instanceId = ''] = claimed?.keyId.split(':') ?? [];
    const box = await findBox(this.database.reader, instanceId);
    if (!claimed || !box || (signer !== 'box' && signer !== 'console'))
      throw refusal('auth.required', 'no enrolled box signed this request');
    this.verify(request, signer === 'box' ? box.boxKey : box.consoleKey, claimed.nonce);
    await this.noteSeen(box);
    return { kind: 'box', box, signer };
  }

  /** Also for requests of a key that is only just being enrolled. */
  verify(request: PlatformRequest, publicKey: string, nonce: string): void {
    const { method, url, headers, rawBody = '' } = request;
    const now = this.clock.now();
    const verdict = verifyRequest({ method, target: url, headers, body: rawBody }, publicKey, now);
    if (!verdict.ok)
      throw refusal(verdict.reason === 'stale' ? 'auth.expired' : 'auth.invalid', `the signature was refused: ${verdict.reason}`);
    if (!this.nonces.admit(nonce, now)) throw refusal('auth.invalid', 'the request was sent before');
  }

  private async noteSeen({ instanceId }: EnrolledBox): Promise<void> {
    const now = this.clock.now();
    if (now - (this.seen.get(instanceId) ?? 0) < SEEN_EVERY_MS) return;
    this.seen.set(instanceId, now);
    await this.database.unitOfWork.run((tx) => noteSeen(tx, instanceId, now));
  }
}

const refusal = (code: string, message: string) => new DomainError(code, message);

/** The scale unit itself, and not replaced: what takes data or money needs it. */
export function requireActiveUnit({ box, signer }: BoxCaller): EnrolledBox {
  requireUnit({ box, signer });
  if (box.state === 'superseded') throw refusal('box.superseded', 'the box was replaced; it may only hand in what it still has');
  return box;
}

/** The scale unit itself, replaced or not. */
export function requireUnit({ box, signer }: Pick<BoxCaller, 'box' | 'signer'>): EnrolledBox {
  if (signer !== 'box') throw refusal('auth.not-permitted', 'the console may only send heartbeats');
  return box;
}
