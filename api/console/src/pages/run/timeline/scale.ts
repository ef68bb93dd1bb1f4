import type { Step } from "../step";

/** A stretch of time in which nothing was carried out, folded to a narrow one. */
export interface Gap {
  from: number;
  to: number;
  /** Where it is drawn, as fractions of the whole. */
  left: number;
  right: number;
}

/** Where moments are drawn: fractions of the whole width, from 0 to 1. */
export interface Scale {
  at: (moment: number) => number;
  gaps: readonly Gap[];
  /** How much time the whole width shows, without what is folded. */
  millis: number;
}

interface Period {
  from: number;
  to: number;
}

/** Shorter rests are left as they are. */
const LEAST_GAP_MILLIS = 1_000;
/** A rest is folded when it is longer than this part of all work. */
const LEAST_GAP_SHARE = 0.1;
/** How wide a folded rest is, as a part of all work. */
const FOLDED_SHARE = 0.05;

/** The stretches in which something was carried out; those still open last until `now`. */
export function busyPeriods(steps: readonly Step[], now: number): Period[] {
  const periods = steps
    .flatMap((step) => step.spans)
    .filter((span) => span.kind === "work" && span.from <= now)
    .map(({ from, to = now }) => ({ from, to: Math.max(from, to) }))
    .toSorted((a, b) => a.from - b.from);
  const joined: Period[] = [];
  for (const period of periods) {
    const last = joined.at(-1);
    if (last && period.from <= last.to) {
      last.to = Math.max(last.to, period.to);
    } else {
      joined.push({ ...period });
    }
  }
  return joined;
}

/** @param fold whether long stretches in which nothing was carried out are folded */
export function scaleOf(steps: readonly Step[], from: number, to: number, fold: boolean): Scale {
  const whole = Math.max(1, to - from);
  const idle = fold ? foldable(busyPeriods(steps, to), from, to) : [];
  if (idle.length === 0) {
    return { at: (moment) => clamp((moment - from) / whole), gaps: [], millis: whole };
  }
  const busy = whole - idle.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const folded = Math.max(1, busy * FOLDED_SHARE);
  const width = busy + folded * idle.length;
  const gaps: Gap[] = [];
  let skipped = 0;
  for (const gap of idle) {
    const left = gap.from - from - skipped;
    gaps.push({ ...gap, left: left / width, right: (left + folded) / width });
    skipped += gap.to - gap.from - folded;
  }
  const at = (moment: number) => {
    const next = firstAfter(gaps, moment);
    const before = gaps[next - 1];
    if (before === undefined) {
      return clamp((moment - from) / width);
    }
    return clamp(
      moment < before.to
        ? before.left + ((moment - before.from) / (before.to - before.from)) * (before.right - before.left)
        : before.right + (moment - before.to) / width,
    );
  };
  return { at, gaps, millis: width };
}

function foldable(busy: readonly Period[], from: number, to: number): Period[] {
  const worked = busy.reduce((sum, period) => sum + period.to - period.from, 0);
  const least = Math.max(LEAST_GAP_MILLIS, worked * LEAST_GAP_SHARE);
  const idle: Period[] = [];
  let end = from;
  for (const period of [...busy, { from: to, to }]) {
    if (period.from - end > least) {
      idle.push({ from: end, to: period.from });
    }
    end = Math.max(end, period.to);
  }
  return idle;
}

/** The index of the first gap that begins after the moment. */
function firstAfter(gaps: readonly Gap[], moment: number): number {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gaps[middle]!.from < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}

const NICE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].flatMap((n) => [n]).concat(
  [1, 2, 5, 10, 15, 30].map((s) => s * 1_000),
  [1, 2, 5, 10, 15, 30].map((m) => m * 60_000),
  [1, 2, 4, 8, 12].map((h) => h * 3_600_000),
  [1, 2, 7, 30].map((d) => d * 86_400_000),
);

export interface Tick {
  /** How long after the start. */
  after: number;
  at: number;
}

/** Round moments after the start, no more than `most` of them over the shown time. */
export function ticks(scale: Scale, from: number, to: number, most: number): Tick[] {
  const step = NICE_STEPS.find((nice) => scale.millis / nice <= most) ?? scale.millis;
  const all: Tick[] = [];
  const least = 0.6 / most;
  // Where time is folded, ticks would stand on each other.
  for (let after = 0; after <= to - from; ) {
    const moment = from + after;
    const gap = scale.gaps.find((each) => moment > each.from && moment < each.to);
    if (gap) {
      after = Math.ceil((gap.to - from) / step) * step;
      continue;
    }
    const at = scale.at(moment);
    if (all.length === 0 || at - all.at(-1)!.at > least) {
      all.push({ after, at });
    }
    after += step;
  }
  return all;
}
