/** What the checks ask of the card terminal: docs/terminal.md. */
export interface Movements {
  readonly charges: readonly {
    readonly attemptId: string;
    readonly amount: string;
    readonly currency: string;
    readonly terminalId: string;
  }[];
  readonly reversals: readonly { readonly attemptId: string; readonly ofAttemptId: string; readonly amount: string }[];
}

export type TerminalKind = 'approve' | 'decline' | 'partial' | 'slow' | 'charged-no-answer' | 'uncharged-no-answer' | 'answer-lost';

export class TerminalControl {
  constructor(private readonly url: string) {}

  async script(kinds: readonly TerminalKind[], { slowMs }: { slowMs?: number } = {}): Promise<void> {
    const body = JSON.stringify({ script: kinds.map((kind) => ({ on: 'payment', kind })), ...(slowMs !== undefined && { slowMs }) });
    const response = await fetch(`${this.url}/behaviour`, { method: 'POST', body });
    if (!response.ok) throw new Error(`the terminal refused its script: ${await response.text()}`);
  }

  async movements(): Promise<Movements> {
    const response = await fetch(`${this.url}/ledger`);
    return (await response.json()) as Movements;
  }

  async isUp(): Promise<boolean> {
    return (await fetch(`${this.url}/livez`)).ok;
  }
}
