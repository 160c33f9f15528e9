export { ReleaseMetadata } from './metadata/release-metadata';
export type { MetadataParts } from './metadata/release-metadata';
export { decodeManifest, digestOf, encodeManifest, releaseVersion, targetName } from './release/manifest';
export type { Manifest, ReleaseFile } from './release/manifest';
export { faultsIn, filesIn } from './release/release-folder';
export { ReleaseStore } from './release/release-store';
export { updateOrder } from './run/update-order';
export type { UpdateOrderFile } from './run/update-order';
