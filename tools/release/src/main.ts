import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeManifest, digestOf } from '@app/updates';
import { Command } from 'commander';
import { buildRelease, writeManifest } from './build-release';
import { makeKeys, readAllKeys, readKeys } from './keys';
import { publishRelease, signRelease } from './publish';
import { Repository } from './repository';
import { billOfMaterials } from './sbom';

const program = new Command('release').description(
  'Makes releases of the box, signs them, and publishes them. docs/updates.md says who does which step where.',
);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const keysOption = ['--keys <folder>', 'private keys, a file each: root-1.pem, targets-1.pem, ...'] as const;
const repositoryOption = ['--repository <folder>', 'what the web server gives out: metadata, targets, blobs'] as const;
const listOf = (folder: string): string => `${resolve(folder)}.manifest.json`;

program
  .command('keys')
  .description('New keys: three of root, one each of targets, snapshot and timestamp.')
  .requiredOption(...keysOption)
  .action(({ keys }: { keys: string }) => makeKeys(keys));

program
  .command('root')
  .description('The next root: the keys of every role, signed by the root keys before and by its own.')
  .requiredOption(...keysOption)
  .requiredOption(...repositoryOption)
  .option('--before <folder>', 'root keys of the root before, when they are replaced')
  .action(({ keys, repository, before }: { keys: string; repository: string; before?: string }) => {
    const own = readAllKeys(keys);
    new Repository(repository).writeRoot(own, [...(before ? readKeys(before, 'root') : []), ...own.root]);
  });

program
  .command('build')
  .description('Puts a release together from this checkout, built, and lists every file of it by its SHA-256.')
  .requiredOption('--release-version <version>', 'such as 1.4.0')
  .requiredOption('--out <folder>', 'the new release; its list is written beside it')
  .option('--platform <name>', 'operating system and processor', `${process.platform}-${process.arch}`)
  .option('--node <file>', 'binary of an official Node distribution, which the release brings with it')
  .option('--trusted-root <file>', 'root metadata whose keys boxes believe at first')
  .option('--without-packages', 'leaves node_modules out, for a test that has them beside the releases', false)
  .action(
    async (options: {
      releaseVersion: string;
      out: string;
      platform: string;
      node?: string;
      trustedRoot?: string;
      withoutPackages: boolean;
    }) => {
      const { releaseVersion: version, out, platform, node, trustedRoot } = options;
      const root = process.cwd();
      const sbom = billOfMaterials(root, version);
      const manifest = await buildRelease({
      root, version, platform, into: resolve(out), sbom, withPackages: !options.withoutPackages, ...(node && { node }), ...(trustedRoot && { trustedRoot }),
    }); // prettier-ignore
      writeManifest(listOf(out), manifest);
      say(`${version} for ${platform}: ${manifest.files.length} files, digest ${digestOf(readFileSync(listOf(out)))}`);
    },
  );

program
  .command('sign')
  .description('Names a release in the signed metadata. Needs the offline key of targets.')
  .requiredOption('--release <folder>')
  .requiredOption(...repositoryOption)
  .requiredOption(...keysOption)
  .action(({ release, repository, keys }: { release: string; repository: string; keys: string }) => {
    const bytes = readFileSync(listOf(release));
    const manifest = decodeManifest(bytes);
    signRelease(new Repository(repository), manifest, bytes, keys);
    say(`${manifest.version} for ${manifest.platform} is signed`);
  });

program
  .command('publish')
  .description('Puts the files of a signed release where boxes fetch them, then tells of it.')
  .requiredOption('--release <folder>')
  .requiredOption(...repositoryOption)
  .requiredOption(...keysOption)
  .action(({ release, repository, keys }: { release: string; repository: string; keys: string }) => {
    const added = publishRelease(new Repository(repository), resolve(release), listOf(release), keys);
    say(`published; ${added} files were new`);
  });

program
  .command('withdraw')
  .description('Takes a release out of the signed metadata: no box installs it any more, whoever orders it.')
  .argument('<name>', 'such as 1.4.0_linux-x64.json')
  .requiredOption(...repositoryOption)
  .requiredOption(...keysOption)
  .action((name: string, { repository, keys }: { repository: string; keys: string }) => {
    new Repository(repository).writeTargets({ remove: [name] }, readKeys(keys, 'targets'));
    say(`${name} is withdrawn; publish or renew to tell of it`);
  });

program
  .command('renew')
  .description('Renews snapshot and timestamp, every day: what is older than a week is not believed.')
  .requiredOption(...repositoryOption)
  .requiredOption(...keysOption)
  .action(({ repository, keys }: { repository: string; keys: string }) => {
    const served = new Repository(repository);
    served.writeSnapshot(readKeys(keys, 'snapshot'));
    served.writeTimestamp(readKeys(keys, 'timestamp'));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
