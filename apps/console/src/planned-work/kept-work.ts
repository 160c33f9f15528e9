import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { PlannedWork } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { SETTINGS, type ConsoleSettings } from '../config';
import { plannedWork } from '../scale-unit/unit-status';

/** The last work the unit told of, kept where the console finds it when it starts amid that work and the unit is away. */
@Injectable()
export class KeptWork {
  private readonly path: string;
  private text: string;

  constructor(@Inject(SETTINGS) { dataDir }: ConsoleSettings) {
    this.path = join(dataDir, 'console', 'planned-work.json');
    this.text = readTextIfExists(this.path) ?? 'null';
  }

  read(): PlannedWork | null {
    return plannedWork.nullable().parse(JSON.parse(this.text));
  }

  keep(work: PlannedWork | null): void {
    const text = JSON.stringify(work);
    if (text === this.text) return;
    this.text = text;
    writeFileAtomic(this.path, text);
  }
}
