import { Option, type Command } from 'commander';
import { newOneTimeCode } from '@app/platform';
import { consoleUser, type ConsoleUser } from '@app/protocol';
import { consoleUsersOf, putConsoleUser, removeConsoleUser } from '../company/console-users';
import type { Terminal, WithHeadquarters } from './terminal';

/** Eighty bits. */
const PASSWORD_SIGNS = 16;

export function addConsoleUserCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const user = program.command('console-user').description('People of headquarters who may log on at the console of a store.');
  user
    .command('put <channelDatabase> <name>')
    .description('Let somebody in, or give another role, and print their new password.')
    .addOption(new Option('--role <role>', 'what they may do').choices(consoleUser.shape.role.options).default('helper'))
    .action((channelDatabaseId: string, name: string, { role }: Pick<ConsoleUser, 'role'>) =>
      withHeadquarters(async ({ database }) => {
        const password = newOneTimeCode(PASSWORD_SIGNS);
        await putConsoleUser(database, { channelDatabaseId, name, role, password });
        say(`${name}, ${role}, password ${password}; the box knows after its next heartbeat`);
      }),
    );
  user
    .command('remove <channelDatabase> <name>')
    .description('Let somebody in no more.')
    .action((channelDatabaseId: string, name: string) =>
      withHeadquarters(({ database }) => removeConsoleUser(database, { channelDatabaseId, name })),
    );
  user
    .command('list <channelDatabase>')
    .description('Who they are.')
    .action((channelDatabaseId: string) =>
      withHeadquarters(async ({ database }) => {
        for (const { name, role } of await consoleUsersOf(database.reader, channelDatabaseId)) say(`${name}, ${role}`);
      }),
    );
}
