import { useMemo } from "react";
import { duration } from "@/format/format";
import { percent } from "./Bars";
import { ticks, type Scale, type Tick } from "./scale";

const LATE = 0.94;

interface AxisProps {
  scale: Scale;
  from: number;
  to: number;
  /** How many ticks there is room for. */
  most: number;
}

/** Above the rows: how much time after the start, and how much of it is folded. */
export function Axis({ scale, from, to, most }: AxisProps) {
  const marks = useMemo(() => ticks(scale, from, to, most), [scale, from, to, most]);
  return (
    <div aria-hidden className="relative h-full text-2xs text-muted tabular">
      {marks.filter(hasRoom(most)).map(({ after, at }) => (
        <span
          key={after}
          className="absolute bottom-1 pl-1 whitespace-nowrap"
          style={at > LATE ? { right: percent(1 - at) } : { left: percent(at) }}
        >
          {after === 0 ? "0" : duration(after)}
        </span>
      ))}
      {scale.gaps.map((gap) => (
        <span
          key={gap.from}
          title={`Nothing was carried out for ${duration(gap.to - gap.from)}`}
          className="absolute top-0.5 -translate-x-1/2 rounded bg-warn-soft px-1 leading-4 whitespace-nowrap text-warn"
          style={{ left: percent(Math.min(0.96, Math.max(0.04, (gap.left + gap.right) / 2))) }}
        >
          {duration(gap.to - gap.from)}
        </span>
      ))}
    </div>
  );
}

/** At the end a label stands before its tick, where that of the tick before it may be. */
function hasRoom(most: number) {
  return ({ at }: Tick, index: number, marks: readonly Tick[]) =>
    at <= LATE || index === 0 || at - marks[index - 1]!.at > 1 / most;
}

/** Behind the rows: a line for each tick, a band for each folded rest. */
export function Grid({ scale, from, to, most }: AxisProps) {
  const marks = useMemo(() => ticks(scale, from, to, most), [scale, from, to, most]);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 right-0 left-(--names)">
      {marks.map(({ after, at }) => (
        <span key={after} className="absolute inset-y-0 w-px bg-line" style={{ left: percent(at) }} />
      ))}
      {scale.gaps.map((gap) => (
        <span
          key={gap.from}
          className="absolute inset-y-0 hatch-line"
          style={{ left: percent(gap.left), width: percent(gap.right - gap.left) }}
        />
      ))}
    </div>
  );
}

/** What the columns beside the bars hold. */
export function Heads() {
  return (
    <div
      aria-hidden
      className="sticky left-0 z-10 flex w-(--names) shrink-0 items-end gap-1.5 border-r border-line bg-surface pr-2 pb-1 pl-7 text-2xs text-muted"
    >
      <span className="flex-1">Step</span>
      <span className="w-20 text-right">Duration</span>
      <span className="w-12 text-right max-lg:hidden">Tokens</span>
      <span className="w-16 text-right max-lg:hidden">Cost</span>
    </div>
  );
}
