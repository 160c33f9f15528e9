import { foldersOf, type Settings } from '../config';
import { AzureBlobs } from './azure-blobs';
import type { BlobStore } from './blob-store';
import { LocalBlobs } from './local-blobs';

/** A connection string is a list of `Name=value;`, which no folder's name is. */
const CONNECTION_STRING = /^[A-Za-z]+=[^;]*;/;

/** The store the settings name: a folder, or Azure Blob Storage. Nothing is asked of it yet. */
export function openBlobStore(settings: Pick<Settings, 'dataDir' | 'blobStore' | 'blobContainer'>): BlobStore {
  const { blobStore, blobContainer } = settings;
  if (!blobStore) return new LocalBlobs(foldersOf(settings).blobs);
  return CONNECTION_STRING.test(blobStore.reveal()) ? new AzureBlobs(blobStore, blobContainer) : new LocalBlobs(blobStore.reveal());
}
