import { createDispatcher, SignedClient } from '@app/platform';
import { newId, systemClock } from '@app/kernel';
import { generateSigningKeyPair, sha256Hex, signingKeyFromPem, type DownloadSession, type PackageManifest } from '@app/protocol';
import { buffer } from 'node:stream/consumers';
import { answered } from '../../../apps/headquarters/test/kit/exchange';
import { enrolmentCall } from '../exchange/a-box';

export interface Place {
  readonly url: string;
  readonly authority: string;
  /** Raw public key of headquarters in base64. */
  readonly headquartersKey: string;
}

/** What a store got in one round. */
export interface Fetched {
  readonly sessions: readonly DownloadSession[];
  readonly manifests: readonly PackageManifest[];
  /** Of manifests and segments. */
  readonly bytes: number;
}

const BASE = '/exchange/v1';
const DEADLINE_MS = 60_000;

/** A box that speaks the protocol and keeps nothing: it fetches what there is for it, checks every digest, and says that it has it. */
export class ProtocolStore {
  private readonly key = signingKeyFromPem(`box:${newId()}`, generateSigningKeyPair().privateKeyPem);
  private readonly dispatcher;
  private readonly client: SignedClient;

  constructor({ url, authority, headquartersKey }: Place) {
    this.dispatcher = createDispatcher({ trustedRoots: [authority] });
    this.client = new SignedClient({ baseUrl: url, key: this.key, headquartersKey, clock: systemClock, dispatcher: this.dispatcher });
  }

  async enrol(code: string): Promise<void> {
    const { status, body } = answered(await this.client.call(enrolmentCall(this.key, code)));
    if (status > 299) throw new Error(`the enrolment was refused: ${JSON.stringify(body)}`);
  }

  async fetchAll(): Promise<Fetched> {
    const { sessions } = (await this.get<{ sessions: DownloadSession[] }>('/sessions?wait=0')).content;
    const manifests: PackageManifest[] = [];
    let bytes = 0;
    for (const { sessionId, packageId } of sessions) {
      await this.report(sessionId, 'requested');
      const signed = await this.get<{ manifest: string }>(`/packages/${packageId}/manifest`);
      const manifest = JSON.parse(signed.content.manifest) as PackageManifest;
      bytes += signed.bytes;
      for (const segment of manifest.segments) bytes += await this.fetchSegment((segment.sqlite ?? segment).sha256);
      await this.report(sessionId, 'downloaded');
      manifests.push(manifest);
    }
    for (const { sessionId } of sessions) await this.report(sessionId, 'applied');
    return { sessions, manifests, bytes };
  }

  async close(): Promise<void> {
    await this.dispatcher.close();
  }

  private async fetchSegment(sha256: string): Promise<number> {
    const answer = await this.client.download(`${BASE}/blobs/${sha256}`, { fromByte: 0, deadlineMs: DEADLINE_MS });
    if (answer.kind !== 'streaming') throw new Error(`blob ${sha256}: ${answer.kind}`);
    const bytes = await buffer(answer.body);
    if (sha256Hex(bytes) !== sha256) throw new Error(`blob ${sha256} has other bytes`);
    return bytes.length;
  }

  private async get<Content>(path: string): Promise<{ content: Content; bytes: number }> {
    const answer = await this.client.call({ method: 'GET', path: BASE + path, deadlineMs: DEADLINE_MS });
    return { content: answered<Content>(answer).body, bytes: answer.kind === 'answered' ? answer.body.length : 0 };
  }

  private async report(sessionId: string, state: 'requested' | 'downloaded' | 'applied'): Promise<void> {
    const body = JSON.stringify({ state, rowCount: null, quarantinedCount: null, message: null });
    await this.client.call({ method: 'POST', path: `${BASE}/sessions/${sessionId}/state`, body, deadlineMs: DEADLINE_MS });
  }
}
