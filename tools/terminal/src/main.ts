import { Command } from 'commander';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { Behaviour } from './behaviour';
import { Ledger } from './ledger';
import { terminalServer } from './server';
import { Terminal } from './terminal';

interface Options {
  readonly port: string;
  readonly ledger: string;
  readonly endings: boolean;
}

const program = new Command('terminal')
  .description('A card terminal for development and tests. Its protocol and its misbehaviour: docs/terminal.md.')
  .option('--port <number>', 'loopback port; 0 takes a free one', '7390')
  .option('--ledger <file>', 'where its memory is kept', 'data/terminal/ledger.jsonl')
  .option('--no-endings', 'approve whatever the amount ends in')
  .action(({ port, ledger: file, endings }: Options) => {
    mkdirSync(dirname(file), { recursive: true });
    const ledger = Ledger.open(file);
    const behaviour = new Behaviour(endings);
    const server = terminalServer(new Terminal(ledger, behaviour), behaviour, ledger);
    server.listen(Number(port), '127.0.0.1', () => {
      console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
    });
    const stop = () => {
      server.close(() => ledger.close());
      server.closeAllConnections();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });

program.parse();
