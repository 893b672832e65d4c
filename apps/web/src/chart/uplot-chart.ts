// The only file that uses uPlot. It draws what it is given: no averaging, no bridging of gaps.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { isolatedRows, type ChartColumns, type TimeRange } from './gaps.js';
import type { TimeTick } from '../time/site-time.js';
import type { LimitLine } from './value-range.js';

export type ChartContent = Readonly<{
  columns: ChartColumns;
  /** UTC milliseconds. */
  window: TimeRange;
  range: readonly [number, number];
  gaps: readonly (TimeRange & { label: string })[];
  limits: readonly LimitLine[];
  timeTicks: readonly TimeTick[];
  valueTicks: readonly { value: number; text: string }[];
}>;

export type ChartEvents = Readonly<{
  /** Row of the columns under the cursor; undefined when it left. */
  onCursorRow: (row: number | undefined) => void;
  /** A period was selected with the pointer, in UTC milliseconds. */
  onRangeSelected: (stretch: TimeRange) => void;
}>;

export type Chart = Readonly<{
  render: (drawing: ChartContent) => void;
  resize: (width: number) => void;
  moveCursorTo: (row: number) => void;
  destroy: () => void;
}>;

/** CSS pixels around the plot; the tracks above it have the same left and right edge. */
export const INSET = { left: 96, right: 30, top: 12, bottom: 54 } as const;
export const PLOT_HEIGHT = 240;

const MS = 1000;
const HATCH_STEP = 7;
const DASH: Readonly<Record<LimitLine['level'], readonly number[]>> = { alert: [3, 4], action: [8, 4], stop: [] };
const SELECTION_MIN_PX = 6;

type Colours = Readonly<Record<'ink' | 'quiet' | 'line' | 'sunken' | 'warn' | 'stop', string>>;

export function mountChart(target: HTMLElement, width: number, initial: ChartContent, events: ChartEvents): Chart {
  let content = initial;
  const plot = new uPlot(
    optionsFor(target, width, () => content, events),
    alignedColumns(initial),
    target,
  );
  // The canvas has its colours from the page, so it is drawn again when the page changes between light and dark.
  const theme = new MutationObserver(() => plot.redraw());
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return {
    render: (next) => {
      content = next;
      plot.setData(alignedColumns(next));
    },
    resize: (next) => plot.setSize({ width: next, height: PLOT_HEIGHT }),
    moveCursorTo: (row) => {
      const seconds = content.columns.at[row];
      if (seconds === undefined) return;
      const value = content.columns.values[row] ?? content.range[0];
      plot.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.valToPos(value, 'y') });
    },
    destroy: () => {
      theme.disconnect();
      plot.destroy();
    },
  };
}

const alignedColumns = ({ columns }: ChartContent): uPlot.AlignedData => [[...columns.at], [...columns.values]];

function optionsFor(
  target: HTMLElement,
  width: number,
  content: () => ChartContent,
  events: ChartEvents,
): uPlot.Options {
  const style = getComputedStyle(target);
  const font = `13px ${style.fontFamily}`;
  const colours = () => coloursOf(target);
  return {
    width,
    height: PLOT_HEIGHT,
    padding: [INSET.top, INSET.right, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, setScale: false, dist: SELECTION_MIN_PX }, points: { size: 9 } },
    scales: {
      // The labels come from us (site zone, offset around a change of summer time); uPlot's own time labels are off.
      x: { time: false, range: () => [content().window.from / MS, content().window.to / MS] },
      y: { range: () => [...content().range] },
    },
    axes: axesFor(content, colours, font),
    series: [{}, lineFor(colours)],
    hooks: {
      drawAxes: [
        (self) => hatchGaps(self, content(), colours()),
        (self) => drawLimits(self, content(), colours(), font),
      ],
      drawSeries: [(self) => drawExcursions(self, content(), colours())],
      draw: [(self) => labelGaps(self, content(), colours(), font)],
      setCursor: [(self) => events.onCursorRow(self.cursor.idx ?? undefined)],
      setSelect: [
        (self) => {
          if (self.select.width < SELECTION_MIN_PX) return;
          const from = self.posToVal(self.select.left, 'x') * MS;
          const to = self.posToVal(self.select.left + self.select.width, 'x') * MS;
          self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          events.onRangeSelected({ from: Math.round(from), to: Math.round(to) });
        },
      ],
    },
  };
}

function axesFor(content: () => ChartContent, colours: () => Colours, font: string): uPlot.Axis[] {
  const axisStyle: uPlot.Axis = {
    font,
    stroke: () => colours().quiet,
    grid: { stroke: () => colours().sunken, width: 1 },
    ticks: { stroke: () => colours().line, width: 1 },
  };
  return [
    {
      ...axisStyle,
      size: INSET.bottom,
      splits: () => content().timeTicks.map((tick) => tick.at / MS),
      values: () => content().timeTicks.map((tick) => tick.label),
    },
    {
      ...axisStyle,
      size: INSET.left,
      splits: () => content().valueTicks.map((tick) => tick.value),
      values: () => content().valueTicks.map((tick) => tick.text),
    },
  ];
}

const lineFor = (colours: () => Colours): uPlot.Series => ({
  stroke: () => colours().ink,
  width: 1.6,
  spanGaps: false,
  points: {
    show: false,
    size: 6,
    fill: () => colours().ink,
    // A single sample between two gaps has no line and would be invisible.
    filter: (self) => isolatedRows(self.data[1] as (number | null)[]),
  },
});

/** Read at every draw, so that a change of theme is followed. */
function coloursOf(target: HTMLElement): Colours {
  const style = getComputedStyle(target);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    quiet: token('--ink-2'),
    line: token('--line'),
    sunken: token('--sunken'),
    warn: token('--warn-line'),
    stop: token('--stop-line'),
  };
}

/** A period in canvas pixels, cut to the plot; undefined when it is outside. */
function toPixels(self: uPlot, timeRange: TimeRange): readonly [number, number] | undefined {
  const { left, width } = self.bbox;
  const from = Math.max(left, self.valToPos(timeRange.from / MS, 'x', true));
  const to = Math.min(left + width, self.valToPos(timeRange.to / MS, 'x', true));
  return to < left || from > left + width ? undefined : [from, Math.max(to, from + 2 * uPlot.pxRatio)];
}

function clipToPlot(self: uPlot, draw: (context: CanvasRenderingContext2D) => void): void {
  const { left, top, width, height } = self.bbox;
  self.ctx.save();
  self.ctx.beginPath();
  self.ctx.rect(left, top, width, height);
  self.ctx.clip();
  draw(self.ctx);
  self.ctx.restore();
}

function hatchGaps(self: uPlot, { gaps }: ChartContent, colours: Colours): void {
  const { top, height } = self.bbox;
  const ratio = uPlot.pxRatio;
  for (const gap of gaps) {
    const across = toPixels(self, gap);
    if (!across) continue;
    const [from, to] = across;
    clipToPlot(self, (context) => {
      context.beginPath();
      context.rect(from, top, to - from, height);
      context.clip();
      context.fillStyle = colours.sunken;
      context.fillRect(from, top, to - from, height);
      context.strokeStyle = colours.quiet;
      context.lineWidth = ratio;
      context.beginPath();
      for (let x = from - height; x < to; x += HATCH_STEP * ratio) {
        context.moveTo(x, top + height);
        context.lineTo(x + height, top);
      }
      context.stroke();
    });
  }
}

/** Drawn last, so that no limit line crosses a label. */
function labelGaps(self: uPlot, { gaps }: ChartContent, colours: Colours, font: string): void {
  for (const gap of gaps) {
    const across = toPixels(self, gap);
    if (across) writeGapLabel(self, gap.label, (across[0] + across[1]) / 2, across[1] - across[0], colours, font);
  }
}

/** Drawn only where it fits inside the hatch; the table has every gap with its length. */
function writeGapLabel(self: uPlot, label: string, x: number, room: number, colours: Colours, font: string): void {
  const ratio = uPlot.pxRatio;
  const context = self.ctx;
  context.save();
  context.font = scaledFont(font, ratio);
  const width = context.measureText(label).width + 10 * ratio;
  if (width <= room) {
    const y = self.bbox.top + self.bbox.height - 22 * ratio;
    context.fillStyle = colours.sunken;
    context.fillRect(x - width / 2, y, width, 20 * ratio);
    context.fillStyle = colours.quiet;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(label, x, y + 10 * ratio);
  }
  context.restore();
}

/** A limit that applied for minutes must still be visible on an axis of days. */
const LIMIT_WIDTH_MIN_PX = 24;

function drawLimits(self: uPlot, { limits }: ChartContent, colours: Colours, font: string): void {
  const ratio = uPlot.pxRatio;
  clipToPlot(self, (context) => {
    for (const limit of limits) {
      const across = toPixels(self, limit);
      if (!across) continue;
      const y = self.valToPos(limit.value, 'y', true);
      context.strokeStyle = colours.quiet;
      context.lineWidth = 1.5 * ratio;
      context.setLineDash(DASH[limit.level].map((dash) => dash * ratio));
      context.beginPath();
      context.moveTo(across[0], y);
      context.lineTo(Math.max(across[1], across[0] + LIMIT_WIDTH_MIN_PX * ratio), y);
      context.stroke();
      context.setLineDash([]);
      context.font = scaledFont(font, ratio);
      const width = context.measureText(limit.text).width;
      if (width + 8 * ratio > across[1] - across[0]) continue;
      context.fillStyle = colours.quiet;
      context.textAlign = 'left';
      context.textBaseline = limit.bound === 'low' ? 'bottom' : 'top';
      context.fillText(limit.text, across[0] + 4 * ratio, y + (limit.bound === 'low' ? -2 : 2) * ratio);
    }
  });
}

const EXCURSION_WIDTH = 3;

/**
 * Values outside a limit are drawn again, with a broader line in the colour of the limit: the only colour of the chart.
 */
function drawExcursions(self: uPlot, { limits, columns }: ChartContent, colours: Colours): void {
  const { top, height } = self.bbox;
  for (const limit of limits) {
    const across = toPixels(self, limit);
    if (!across || !columns.values.some((value) => value !== null && isBeyond(limit, value))) continue;
    const y = self.valToPos(limit.value, 'y', true);
    const context = self.ctx;
    context.save();
    context.beginPath();
    context.rect(
      across[0],
      limit.bound === 'low' ? y : top,
      across[1] - across[0],
      limit.bound === 'low' ? top + height - y : y - top,
    );
    context.clip();
    context.strokeStyle = limit.level === 'stop' ? colours.stop : colours.warn;
    context.lineWidth = EXCURSION_WIDTH * uPlot.pxRatio;
    context.beginPath();
    let isDrawing = false;
    columns.values.forEach((value, row) => {
      if (value !== null) {
        const x = self.valToPos(columns.at[row] ?? 0, 'x', true);
        if (isDrawing) context.lineTo(x, self.valToPos(value, 'y', true));
        else context.moveTo(x, self.valToPos(value, 'y', true));
      }
      isDrawing = value !== null;
    });
    context.stroke();
    context.restore();
  }
}

const isBeyond = (limit: LimitLine, value: number): boolean =>
  limit.bound === 'low' ? value < limit.value : value > limit.value;

/** The canvas counts in device pixels. */
const scaledFont = (font: string, ratio: number): string =>
  font.replace(/^(\d+)px/, (_, px: string) => `${Number.parseInt(px, 10) * ratio}px`);
