import { memo } from "react";
import { duration } from "@/format/format";
import { cx } from "@/ui/cx";
import type { Span, Step, StepType } from "../step";
import type { Scale } from "./scale";

const FILL: Record<StepType, string> = {
  model: "var(--busy)",
  tool: "var(--info)",
  agent: "var(--accent)",
  question: "var(--warn)",
  code: "var(--info)",
};

interface BarsProps {
  step: Step;
  scale: Scale;
  now: number;
  /** From 0 to 1; by its type when absent. */
  heat: number | undefined;
}

/** What a step spent its time with, as bars on the scale of the timeline. */
export const Bars = memo(function Bars({ step, scale, now, heat }: BarsProps) {
  const fill = heat === undefined ? FILL[step.type] : heatColour(heat);
  return (
    <>
      {step.spans
        .filter((span) => span.from <= now)
        .map((span) => (
          <Bar key={`${span.kind}${span.from}`} span={span} scale={scale} now={now} fill={fill} />
        ))}
      {step.spans.length === 0 && (
        <span
          title="Not carried out"
          className="absolute top-1/2 size-2 -translate-1/2 rotate-45 bg-bad"
          style={{ left: percent(scale.at(step.from)) }}
        />
      )}
    </>
  );
});

function Bar({ span, scale, now, fill }: { span: Span; scale: Scale; now: number; fill: string }) {
  const end = Math.min(now, span.to ?? now);
  const left = scale.at(span.from);
  const open = span.to === undefined;
  return (
    <span
      title={`${LABELS[span.kind]}${span.failed ? ", failed" : ""}: ${duration(end - span.from)}`}
      className={cx(
        "absolute top-1/2 -translate-y-1/2 rounded-xs",
        span.kind === "work" ? "h-3" : "h-1.5",
        span.kind === "wait" && "hatch-warn",
        span.kind === "delay" && "border-t border-dashed border-faint",
        open && "transition-[width] duration-1000 ease-linear",
        open && span.kind === "work" && "animate-pulse",
        span.failed && "outline-1 outline-offset-1 outline-bad",
      )}
      style={{
        left: percent(left),
        width: percent(scale.at(end) - left),
        minWidth: 3,
        ...(span.kind === "work" ? { backgroundColor: fill } : {}),
      }}
    />
  );
}

const LABELS = { work: "Carried out", wait: "Waited for people", delay: "Waited before the next attempt" } as const;

/** From calm to hot, in the colours of the theme. */
export function heatColour(heat: number): string {
  const [from, to, part] =
    heat < 0.5 ? ["var(--info)", "var(--warn)", heat * 2] : ["var(--warn)", "var(--bad)", heat * 2 - 1];
  return `color-mix(in oklab, ${to} ${Math.round(part * 100)}%, ${from})`;
}

export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(4)}%`;
}
