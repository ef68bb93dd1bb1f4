import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { knownRunEvents, useRunEvents } from "@/api/live";
import { useMedia } from "@/ui/useMedia";
import { useNow } from "@/ui/useNow";
import { useShortcut } from "@/ui/shortcuts";
import { useUrlState } from "@/ui/urlState";
import { stepsOf, type Step } from "../steps";
import { Axis, Grid } from "./Axis";
import { heatOf, rowsOf, workOf, type Heat, type Row } from "./rows";
import { scaleOf } from "./scale";
import { ROW_HEIGHT, TimelineRow } from "./TimelineRow";
import { Toolbar, useView } from "./Toolbar";

const AXIS_HEIGHT = 40;
const OVERSCAN = 12;

interface TimelineProps {
  steps: readonly Step[];
  from: number;
  /** When the run ended; absent as long as it goes on. */
  to: number | undefined;
}

/** The steps of a run on one scale of time. Only the rows in sight are in the page. */
export function Timeline({ steps, from, to }: TimelineProps) {
  const [search, change] = useUrlState();
  const { heat, fold, zoom } = useView();
  const clock = useNow();
  const now = to ?? Math.max(clock, steps.at(-1)?.from ?? from);
  const open = useMemo(() => search.open?.split(",").filter(Boolean) ?? [], [search.open]);
  const below = useChildSteps(open);
  const rows = useMemo(() => rowsOf(steps, below), [steps, below]);
  const all = useMemo(() => rows.map((row) => row.step), [rows]);
  const scale = useMemo(() => scaleOf(all, from, now, fold), [all, from, now, fold]);
  const heatOfStep = useHeat(all, heat, now);
  const narrow = useMedia("(max-width: 767px)");
  const most = (narrow ? 2 : 5) * zoom;

  const view = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    paddingStart: AXIS_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT,
  });

  const show = useCallback((row: Row) => change({ step: row.id }), [change]);
  const onFold = useCallback(
    ({ step }: Row) => {
      const next = open.includes(step.child!) ? open.filter((run) => run !== step.child) : [...open, step.child!];
      change({ open: next.join(",") || undefined });
    },
    [open, change],
  );
  const move = useMoves(rows, search.step, (index) => {
    virtual.scrollToIndex(index);
    // The row comes into the page with the next frame.
    requestAnimationFrame(() =>
      view.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(rows[index]!.id)}"]`)?.focus({ preventScroll: true }),
    );
    if (search.step !== undefined) {
      show(rows[index]!);
    }
  });
  useShortcut("j", "Next step", () => move(1));
  useShortcut("k", "Previous step", () => move(-1));

  return (
    <div className="min-w-0">
      {open.map((run) => (
        <Follow key={run} run={run} />
      ))}
      <Toolbar count={rows.length} canFold={scale.gaps.length > 0 || !fold} />
      <div
        ref={view}
        className="relative max-h-[max(20rem,calc(100dvh-21rem))] overflow-auto rounded-lg border border-line bg-surface [--names:11.5rem] lg:[--names:25rem] scroll-thin"
      >
        <div
          role="list"
          aria-label="Steps"
          className="relative"
          style={{
            height: virtual.getTotalSize(),
            width: `calc(var(--names) + (100% - var(--names)) * ${zoom})`,
            minWidth: "calc(var(--names) + 12rem)",
          }}
        >
          <div role="presentation" className="sticky top-0 z-20 flex border-b border-line bg-surface" style={{ height: AXIS_HEIGHT }}>
            <Heads />
            <div className="min-w-0 flex-1">
              <Axis scale={scale} from={from} to={now} most={most} />
            </div>
          </div>
          <Grid scale={scale} from={from} to={now} most={most} />
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!;
            return (
              <TimelineRow
                key={row.id}
                row={row}
                top={start}
                position={index + 1}
                count={rows.length}
                scale={scale}
                now={now}
                heat={heatOfStep(row.step)}
                selected={search.step === row.id}
                unfolded={row.step.child === undefined ? undefined : open.includes(row.step.child)}
                onOpen={show}
                onFold={onFold}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Heads() {
  return (
    <div
      aria-hidden
      className="sticky left-0 z-10 flex w-(--names) shrink-0 items-end gap-1.5 border-r border-line bg-surface pr-2 pb-1 pl-7 text-2xs text-muted"
    >
      <span className="flex-1">Step</span>
      <span className="w-16 text-right">Duration</span>
      <span className="w-12 text-right max-lg:hidden">Tokens</span>
      <span className="w-16 text-right max-lg:hidden">Cost</span>
    </div>
  );
}

/** Follows the run of an unfolded step; what it tells is looked at where the rows are made. */
function Follow({ run }: { run: string }) {
  useRunEvents(run);
  return null;
}

/** The steps of the runs that are unfolded. */
export function useChildSteps(open: readonly string[]): ReadonlyMap<string, readonly Step[]> {
  return useQueries({
    queries: open.map(knownRunEvents),
    combine: useCallback(
      (known: { data?: { events: Parameters<typeof stepsOf>[0] } | undefined }[]) =>
        new Map(open.map((run, index) => [run, stepsOf(known[index]?.data?.events ?? [])])),
      [open],
    ),
  });
}

function useHeat(steps: readonly Step[], heat: Heat, now: number): (step: Step) => number | undefined {
  return useMemo(() => {
    if (heat === "type") {
      return () => undefined;
    }
    const amount = (step: Step) => (heat === "cost" ? (step.costMicros ?? 0) : workOf(step, now));
    const most = steps.reduce((max, step) => Math.max(max, amount(step)), 0);
    return (step) => heatOf(amount(step), most);
  }, [steps, heat, now]);
}

/** Goes through the rows from the one that has the focus, or is open. */
function useMoves(rows: readonly Row[], chosen: string | undefined, to: (index: number) => void) {
  const at = useRef(-1);
  useEffect(() => {
    if (chosen !== undefined) {
      at.current = rows.findIndex((row) => row.id === chosen);
    }
  }, [rows, chosen]);
  return (by: number) => {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.step;
    const from = focused === undefined ? at.current : rows.findIndex((row) => row.id === focused);
    const next = Math.min(rows.length - 1, Math.max(0, from < 0 && by < 0 ? rows.length - 1 : from + by));
    if (rows[next]) {
      at.current = next;
      to(next);
    }
  };
}
