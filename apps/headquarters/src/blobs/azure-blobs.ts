import { Readable } from 'node:stream';
import type * as Azure from '@azure/storage-blob';
import { DomainError, type Instant } from '@app/kernel';
import { lazily, type Secret } from '@app/platform';
import { BlobStore, type NewBlob, type StoredBlob } from './blob-store';
import { checkedBytes } from './checked-bytes';

const azure = lazily<typeof Azure>('@azure/storage-blob');

const BUFFER_BYTES = 4_194_304;
const BUFFERS = 2;
const RETRIES = { maxTries: 3, tryTimeoutInMs: 60_000, retryDelayInMs: 500, maxRetryDelayInMs: 4_000 };
const DIGEST = /^[0-9a-f]{64}$/;

/** Blobs in a container of Azure Blob Storage. The container is made when something is first stored. */
export class AzureBlobs extends BlobStore {
  private readonly container: Azure.ContainerClient;
  private made: Promise<unknown> | undefined;

  constructor(connection: Secret, containerName: string) {
    super();
    const service = azure().BlobServiceClient.fromConnectionString(connection.reveal(), { retryOptions: RETRIES });
    this.container = service.getContainerClient(containerName);
  }

  async put(blob: NewBlob): Promise<void> {
    if (await this.has(blob)) return;
    await asked(() => this.ensureContainer());
    try {
      // Nothing is committed when the bytes turn out to be others.
      const bytes = Readable.from(checkedBytes(blob), { objectMode: false });
      await asked(() => this.blob(blob.sha256).uploadStream(bytes, BUFFER_BYTES, BUFFERS));
    } catch (error) {
      // Of two who store the same bytes, the one who commits first takes away the other's blocks.
      if (!(await this.has(blob))) throw error;
    }
  }

  async sizeOf(sha256: string): Promise<number | undefined> {
    const properties = await asked(() => this.blob(sha256).getProperties().catch(absent));
    return properties?.contentLength;
  }

  async read(sha256: string, from: number, to: number): Promise<Readable> {
    if (from >= to) return Readable.from([]);
    const answer = await asked(() => this.blob(sha256).download(from, to - from));
    return answer.readableStreamBody as Readable;
  }

  async remove(sha256: string): Promise<void> {
    await asked(() => this.blob(sha256).deleteIfExists().catch(absent));
  }

  async *list(): AsyncGenerator<StoredBlob, void> {
    await asked(() => this.ensureContainer());
    const pages = this.container.listBlobsFlat();
    for (let next = await asked(() => pages.next()); !next.done; next = await asked(() => pages.next())) {
      const { name, properties } = next.value;
      const { contentLength = 0, createdOn, lastModified } = properties;
      if (DIGEST.test(name)) yield { sha256: name, sizeBytes: contentLength, storedAt: (createdOn ?? lastModified).getTime() };
    }
  }

  /** Undefined when the connection has no account key to sign with. */
  async link(sha256: string, until: Instant): Promise<URL | undefined> {
    if (!(this.container.credential instanceof azure().StorageSharedKeyCredential)) return undefined;
    const permissions = azure().BlobSASPermissions.parse('r');
    return new URL(await this.blob(sha256).generateSasUrl({ permissions, expiresOn: new Date(until) }));
  }

  linkOrigin(): string {
    return new URL(this.container.url).origin;
  }

  private async has({ sha256, sizeBytes }: NewBlob): Promise<boolean> {
    return (await this.sizeOf(sha256)) === sizeBytes;
  }

  private blob(sha256: string): Azure.BlockBlobClient {
    return this.container.getBlockBlobClient(sha256);
  }

  private async ensureContainer(): Promise<void> {
    this.made ??= this.container.createIfNotExists();
    await this.made.catch((error: unknown) => {
      this.made = undefined;
      throw error;
    });
  }
}

/** No request of ours is told in an error: its headers carry what opens the store. */
async function asked<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { code, statusCode } = error as Partial<Azure.RestError>;
    throw new DomainError('blob.store-unavailable', `the blob store did not answer as it should: ${code ?? statusCode ?? 'no answer'}`);
  }
}

function absent(error: Error & { readonly statusCode?: number }): undefined {
  if (error.statusCode !== 404) throw error;
}
