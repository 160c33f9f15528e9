import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Behaviour } from './behaviour';
import type { Ledger } from './ledger';
import { behaviourChange, paymentRequest, reversalRequest } from './messages';
import { movements } from './movements';
import { OtherContent, type Decided, type Terminal } from './terminal';

const BODY_LIMIT_BYTES = 1_000_000;

/** The terminal over HTTP, as docs/terminal.md has it. */
export function terminalServer(terminal: Terminal, behaviour: Behaviour, ledger: Ledger): Server {
  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    'POST /payments': async (request, response) => deliver(response, await terminal.pay(await body(request, paymentRequest))),
    'POST /reversals': async (request, response) => deliver(response, await terminal.reverse(await body(request, reversalRequest))),
    'POST /behaviour': async (request, response) => {
      behaviour.change(await body(request, behaviourChange));
      send(response, 200, behaviour.shown());
    },
    'GET /behaviour': async (_, response) => send(response, 200, behaviour.shown()),
    'GET /ledger': async (_, response) => send(response, 200, movements(ledger.entries)),
    'GET /livez': async (_, response) => send(response, 200, { status: 'ok' }),
  };
  const queries: Record<string, (attemptId: string) => object | undefined> = {
    payments: (attemptId) => terminal.paymentOf(attemptId),
    reversals: (attemptId) => terminal.reversalOf(attemptId),
  };

  return createServer((request, response) => {
    void (async () => {
      const [, name = '', attemptId] = (request.url ?? '').split('?')[0]!.split('/');
      const query = queries[name];
      const route = routes[`${request.method} /${name}`];
      if (request.method === 'GET' && query && attemptId) answerQuery(response, query(z.uuid().parse(attemptId)));
      else if (route && !attemptId) await route(request, response);
      else refuse(response, 404, 'path.unknown', 'no such path');
    })().catch((error: unknown) => refuseError(response, error));
  });
}

function answerQuery(response: ServerResponse, answer: object | undefined): void {
  if (answer) send(response, 200, answer);
  else refuse(response, 404, 'attempt.unknown', 'not charged, and closed');
}

/** A silent terminal leaves the connection open: how long to wait is the caller's decision. */
function deliver(response: ServerResponse, { answer, delivery }: Decided<object>): void {
  if (delivery === 'answer') send(response, 200, answer);
  else if (delivery === 'cut') response.destroy();
}

async function body<Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.output<Schema>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw new SyntaxError('body too large');
    chunks.push(chunk);
  }
  return schema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

function refuseError(response: ServerResponse, error: unknown): void {
  if (error instanceof OtherContent) refuse(response, 409, 'attempt.other-content', 'this attempt was asked for something else');
  else if (error instanceof z.ZodError) refuse(response, 400, 'body.malformed', z.prettifyError(error));
  else if (error instanceof SyntaxError) refuse(response, 400, 'body.malformed', error.message);
  else {
    console.error(error);
    refuse(response, 500, 'terminal.fault', 'the terminal failed');
  }
}

const refuse = (response: ServerResponse, status: number, code: string, message: string) => send(response, status, { code, message });

function send(response: ServerResponse, status: number, answer: object): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}
