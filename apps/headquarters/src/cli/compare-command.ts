import type { Command } from 'commander';
import { compareLog } from '../compare/compare-log';
import { ComparisonSummary, tellBasket } from '../compare/tell-comparison';
import type { Terminal, WithHeadquarters } from './terminal';

export function addCompareCommand(program: Command, { say, progress }: Terminal, withHeadquarters: WithHeadquarters): void {
  program
    .command('compare <log>')
    .description('Price the baskets another system sold, and say where and why they would cost something else (NDJSON or CSV, also .gz).')
    .option('--json', 'each basket that differs as one JSON object, with its whole explanation', false)
    .action((log: string, { json }: { json: boolean }) =>
      withHeadquarters(async (headquarters) => {
        const summary = new ComparisonSummary();
        let count = 0;
        for await (const compared of compareLog(headquarters, log)) {
          summary.add(compared);
          if (json && compared.kind !== 'equal') say(JSON.stringify(compared));
          else for (const line of tellBasket(compared)) say(line);
          count += 1;
          if (count % 1_000 === 0) progress(`${count} baskets`);
        }
        for (const line of summary.lines()) (json ? progress : say)(line);
      }),
    );
}
