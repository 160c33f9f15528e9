import type { HistoryMark, SalesByTime } from '@app/appliance';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './history.module.css';

const HEIGHT = 180;
const LABEL_FONT = '12px system-ui, sans-serif';

/** A line with its gaps, its last value at its end, and a mark for each thing that happened to the box. */
export default function SalesChart({ sales, timeZone }: { sales: SalesByTime; timeZone: string }) {
  const { ref: frame, width } = useElementSize();
  const canvas = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!canvas.current || width === 0) return undefined;
    const chart = new uPlot(optionsOf({ sales, timeZone, width }), dataOf(sales), canvas.current);
    return () => chart.destroy();
  }, [sales, timeZone, width, scheme]);
  return (
    <div ref={frame} className={classes.chart} role="img" aria-label={textOf(sales)}>
      <div ref={canvas} />
    </div>
  );
}

const dataOf = ({ times, counts }: SalesByTime): uPlot.AlignedData => [times.map((time) => time / 1000), [...counts]];

function textOf({ counts, marks }: SalesByTime): string {
  const last = counts.findLast((count) => count !== null) ?? 0;
  const most = Math.max(0, ...counts.map((count) => count ?? 0));
  const happened = marks.length === 0 ? '' : ` ${[...new Set(marks.map(({ label }) => label))].join(', ')}.`;
  return `Sales per 5 minutes in the last 4 hours: ${last} at the end, ${most} at most.${happened}`;
}

interface Drawn {
  readonly sales: SalesByTime;
  readonly timeZone: string;
  readonly width: number;
}

function optionsOf({ sales, timeZone, width }: Drawn): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--quiet'), font: LABEL_FONT, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    padding: [18, 28, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    // Times are those of the store, wherever somebody reads them.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), timeZone),
    scales: { y: { range: (_chart, _least, most) => [0, Math.max(5, most * 1.1)] } },
    axes: [
      { ...axis, size: 28, grid: { show: false }, values: (_chart, splits) => splits.map((seconds) => clockText(seconds, timeZone)) },
      { ...axis, size: 36, grid: { stroke: colour('--line'), width: 1 } },
    ],
    series: [{}, { label: 'Sales', stroke: colour('--info'), width: 2, spanGaps: false, points: { show: false } }],
    hooks: { draw: [(chart) => drawMarks(chart, sales.marks, colour('--quiet')), (chart) => drawLast(chart, sales, colour('--info'))] },
  };
}

function clockText(seconds: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(seconds * 1000);
}

/** One after the other at the top; those too close to read stand as lines alone. */
function drawMarks(chart: uPlot, marks: readonly HistoryMark[], colour: string): void {
  const { ctx, bbox } = chart;
  let freeFrom = -Infinity;
  ctx.save();
  [ctx.strokeStyle, ctx.fillStyle, ctx.font, ctx.textAlign] = [colour, colour, scaled(LABEL_FONT), 'left'];
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { at, label } of marks) {
    const x = chart.valToPos(at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (x < freeFrom) continue;
    ctx.fillText(label, x, bbox.top - 4 * devicePixelRatio);
    freeFrom = x + ctx.measureText(label).width + 8 * devicePixelRatio;
  }
  ctx.restore();
}

function drawLast(chart: uPlot, { times, counts }: SalesByTime, colour: string): void {
  const { ctx } = chart;
  const last = counts.findLastIndex((count) => count !== null);
  const count = counts[last];
  if (count === null || count === undefined) return;
  ctx.save();
  [ctx.fillStyle, ctx.font, ctx.textAlign] = [colour, scaled(`600 ${LABEL_FONT}`), 'left'];
  ctx.fillText(
    String(count),
    chart.valToPos(times[last]! / 1000, 'x', true) + 6 * devicePixelRatio,
    chart.valToPos(count, 'y', true) + 4 * devicePixelRatio,
  );
  ctx.restore();
}

/** Canvases are drawn in pixels of the screen. */
const scaled = (font: string): string => font.replace('12px', `${12 * devicePixelRatio}px`);
