import type { BehaviourChange, BehaviourKind } from './messages';

const BY_ENDING: Readonly<Record<string, BehaviourKind>> = {
  '91': 'decline',
  '92': 'partial',
  '93': 'slow',
  '94': 'charged-no-answer',
  '95': 'uncharged-no-answer',
  '96': 'answer-lost',
};

type Script = NonNullable<BehaviourChange['script']>;

/** Decides how the next request is treated: the script first, then the amount's ending, else it is simply approved. */
export class Behaviour {
  private script: Script = [];
  slowMs = 2_000;

  constructor(private endings: boolean) {}

  change({ script, slowMs, endings }: BehaviourChange): void {
    this.script = [...(script ?? this.script)];
    this.slowMs = slowMs ?? this.slowMs;
    this.endings = endings ?? this.endings;
  }

  shown() {
    return { script: this.script, slowMs: this.slowMs, endings: this.endings };
  }

  next(on: 'payment' | 'reversal', amount: string): BehaviourKind {
    const scripted = this.script.findIndex((entry) => entry.on === on);
    if (scripted >= 0) return this.script.splice(scripted, 1)[0]!.kind;
    if (on === 'reversal' || !this.endings) return 'approve';
    return BY_ENDING[amount.replace('.', '').slice(-2)] ?? 'approve';
  }
}
