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

  /** True when every scripted behaviour has been played: the last one was called for. */
  async hasUsedScript(): Promise<boolean> {
    const { script } = (await (await fetch(`${this.url}/behaviour`)).json()) as { script: readonly unknown[] };
    return script.length === 0;
  }

  async isUp(): Promise<boolean> {
    return (await fetch(`${this.url}/livez`)).ok;
  }
}
