import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A line that can be cut: a TCP proxy on loopback between two of the processes. What it does to a connection is changed
 * while it runs; nothing in the product knows of it.
 */
export class Line {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((near) => this.accept(near));
  private state: 'up' | 'cut' | 'answers-held' = 'up';

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
    this.state = 'answers-held';
    for (const socket of this.sockets) if (far.has(socket)) socket.pause();
  }

  restore(): void {
    this.state = 'up';
    for (const socket of this.sockets) socket.resume();
  }

  /** The process behind the line has another port since it was started again. */
  pointTo(port: number): void {
    this.target.port = port;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
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
      socket.on('data', (chunk) => peer.write(chunk));
      socket.on('end', () => peer.end());
      socket.on('error', () => peer.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        peer.destroy();
      });
    }
    if (this.state === 'answers-held') other.pause();
  }
}

/** The sockets of all lines that lead to the process behind. */
const far = new WeakSet<Socket>();
