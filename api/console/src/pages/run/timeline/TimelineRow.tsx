import { ChevronRight, CircleAlert, CirclePause, CircleSlash } from "lucide-react";
import { memo } from "react";
import { cx } from "@/ui/cx";
import { Millis, Money, Tokens } from "@/ui/values";
import { words } from "@/format/format";
import { StepIcon, TYPE_NAMES } from "../StepIcon";
import { shortName, tokensIn, usd, type StepStatus } from "../step";
import { Bars } from "./Bars";
import type { Row } from "./rows";
import type { Scale } from "./scale";

export const ROW_HEIGHT = 32;

interface TimelineRowProps {
  row: Row;
  top: number;
  position: number;
  count: number;
  scale: Scale;
  now: number;
  heat: number | undefined;
  selected: boolean;
  /** Whether the run below is shown; absent where there is none. */
  unfolded: boolean | undefined;
  onOpen: (row: Row) => void;
  /** It got the focus. */
  onReach: (row: Row) => void;
  onFold: (row: Row) => void;
}

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, top, position, count, scale, now, heat, selected, unfolded, onOpen, onReach, onFold } = props;
  const { step, depth } = row;
  return (
    <div
      role="listitem"
      aria-setsize={count}
      aria-posinset={position}
      className={cx("group/row absolute inset-x-0 top-0 flex", selected ? "bg-accent-soft" : "hover:bg-hover")}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <div
        className={cx(
          "sticky left-0 z-10 flex w-(--names) shrink-0 items-center border-r border-line",
          selected ? "bg-accent-soft" : "bg-surface group-hover/row:bg-hover",
        )}
        style={{ paddingLeft: 6 + Math.min(depth, 5) * 14 }}
      >
        {unfolded === undefined ? (
          <span className="w-5 shrink-0" />
        ) : (
          <button
            type="button"
            aria-expanded={unfolded}
            aria-label={unfolded ? `Fold the run of ${step.name}` : `Show the run of ${step.name}`}
            onClick={() => onFold(row)}
            className="flex size-5 shrink-0 items-center justify-center rounded hover:bg-sunken"
          >
            <ChevronRight aria-hidden className={cx("size-3.5 text-muted transition-transform", unfolded && "rotate-90")} />
          </button>
        )}
        <button
          type="button"
          data-step={row.id}
          aria-current={selected || undefined}
          onClick={() => onOpen(row)}
          onFocus={() => onReach(row)}
          className="flex h-full min-w-0 flex-1 items-center gap-1.5 pr-2 text-left text-sm -outline-offset-2"
        >
          <StepIcon type={step.type} />
          <span className="sr-only">{TYPE_NAMES[step.type]}</span>
          <span className="min-w-0 flex-1 truncate" title={step.name}>
            {shortName(step)}
            {step.attempts > 1 && <span className="ml-1.5 text-xs text-faint">×{step.attempts}</span>}
          </span>
          <StatusMark status={step.status} />
          <span className="w-20 shrink-0 text-right text-xs text-muted">
            <Millis millis={(step.to ?? now) - step.from} />
          </span>
          <span className="w-12 shrink-0 text-right text-xs text-muted max-lg:hidden">
            {step.tokens && <Tokens count={tokensIn(step.tokens)} />}
          </span>
          <span className="w-16 shrink-0 truncate text-right text-xs text-muted max-lg:hidden">
            {step.costMicros !== undefined && <Money usd={usd(step.costMicros)} />}
          </span>
        </button>
      </div>
      <div aria-hidden className="relative min-w-0 flex-1">
        <Bars step={step} scale={scale} now={now} heat={heat} />
      </div>
    </div>
  );
});

function StatusMark({ status }: { status: StepStatus }) {
  const name = <span className="sr-only">{words(status)}</span>;
  switch (status) {
    case "succeeded":
      return name;
    case "running":
      return (
        <span title="Running" className="size-2 shrink-0 animate-pulse rounded-full bg-busy">
          {name}
        </span>
      );
    case "waiting":
      return (
        <span title="Waits for people">
          <CirclePause aria-hidden className="size-3.5 text-warn" />
          {name}
        </span>
      );
    case "abandoned":
      return (
        <span title="The run ended first">
          <CircleSlash aria-hidden className="size-3.5 text-faint" />
          {name}
        </span>
      );
    default:
      return (
        <span title={words(status)}>
          <CircleAlert aria-hidden className="size-3.5 text-bad" />
          {name}
        </span>
      );
  }
}
