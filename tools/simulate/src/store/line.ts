import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A line that can be cut: a TCP proxy on loopback between two of the processes. What it does to a connection is changed
 * while it runs; nothing in the product knows of it.
 */
export class Line {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((near) => this.accept(near));
  private readonly awaited = new Set<{ readonly text: string; readonly seen: () => void }>();
  private state: 'up' | 'cut' | 'requests-held' | 'answers-held' = 'up';

  private constructor(private readonly target: { port: number; host: string }) {}

  static async to(url: string): Promise<Line> {
    const { hostname, port } = new URL(url);
    const line = new Line({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections break now and new ones are refused at once. */
  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Requests go through; their answers stay in the line, and are lost with the next `cut`. */
  holdAnswers(): void {
    this.hold('answers-held');
  }

  /** What is asked stays in the line: the process behind hears nothing. */
  holdRequests(): void {
    this.hold('requests-held');
  }

  restore(): void {
    this.state = 'up';
    for (const socket of this.sockets) socket.resume();
  }

  /** Calls back once, just before a request whose first line holds the text goes through. */
  whenAsked(text: string, seen: () => void): void {
    this.awaited.add({ text, seen });
  }

  /** The process behind the line has another port since it was started again. */
  pointTo(port: number): void {
    this.target.port = port;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private hold(state: 'requests-held' | 'answers-held'): void {
    this.state = state;
    for (const socket of this.sockets) if (this.holds(socket)) socket.pause();
  }

  private holds(socket: Socket): boolean {
    return this.state === (far.has(socket) ? 'answers-held' : 'requests-held');
  }

  private note(chunk: Buffer | string): void {
    if (this.awaited.size === 0) return;
    const [firstLine = ''] = chunk.toString('latin1').split('\r\n', 1);
    for (const one of this.awaited) {
      if (!firstLine.includes(one.text)) continue;
      this.awaited.delete(one);
      one.seen();
    }
  }

  private accept(near: Socket): void {
    if (this.state === 'cut') return void near.destroy();
    const other = connect(this.target);
    far.add(other);
    for (const [socket, peer] of [
      [near, other],
      [other, near],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('data', (chunk) => {
        if (socket === near) this.note(chunk);
        peer.write(chunk);
      });
      socket.on('end', () => peer.end());
      socket.on('error', () => peer.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        peer.destroy();
      });
    }
    for (const socket of [near, other]) if (this.holds(socket)) socket.pause();
  }
}

/** The sockets of all lines that lead to the process behind. */
const far = new WeakSet<Socket>();
