import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { knownRunEvents, useRunEvents, type RunEvents } from "@/api/live";
import { useMedia } from "@/ui/useMedia";
import { useNow } from "@/ui/useNow";
import { useShortcut } from "@/ui/shortcuts";
import { useUrlState } from "@/ui/urlState";
import { StepPanel } from "../panel/StepPanel";
import { isOver, stepsOf, type Step } from "../steps";
import type { Run } from "../useRun";
import { Axis, Grid } from "./Axis";
import { heatOf, rowsOf, workOf, type Heat, type Row } from "./rows";
import { scaleOf } from "./scale";
import { ROW_HEIGHT, TimelineRow } from "./TimelineRow";
import { Toolbar, useView } from "./Toolbar";

const AXIS_HEIGHT = 40;
const OVERSCAN = 12;

/** As many runs that go on are followed below this one: a browser has few connections. */
const MOST_FOLLOWED = 2;

interface TimelineProps {
  run: Run;
  steps: readonly Step[];
}

/** The steps of a run on one scale of time. Only the rows in sight are in the page. */
export function Timeline({ run, steps }: TimelineProps) {
  const [search, change] = useUrlState();
  const from = Date.parse(run.requestedAt);
  const to = run.endedAt === undefined ? undefined : Date.parse(run.endedAt);
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
      const others = open.filter((each) => each !== step.child);
      const next = others.length < open.length ? others : [...followable(others, all), step.child!];
      change({ open: next.join(",") || undefined });
    },
    [open, all, change],
  );
  const move = useMoves(rows, search.step, (index) => {
    virtual.scrollToIndex(index);
    if (search.step === undefined) {
      // The row comes into the page with the next frame.
      requestAnimationFrame(() => focusRow(view.current, rows[index]!.id));
    } else {
      show(rows[index]!);
    }
  });
  useShortcut("j", "Next step", () => move(1));
  useShortcut("k", "Previous step", () => move(-1));

  const chosen = rows.find(({ id }) => id === search.step);
  const close = () => {
    change({ step: undefined });
    focusRow(view.current, search.step);
  };

  return (
    <div className="min-w-0">
      {open.map((each) => (
        <Follow key={each} run={each} />
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
      {chosen && <StepPanel key="panel" run={run} step={chosen.step} onClose={close} />}
    </div>
  );
}

function focusRow(view: HTMLElement | null, id: string | undefined): void {
  const rows = view?.querySelectorAll<HTMLElement>("[data-step]") ?? [];
  [...rows].find((row) => row.dataset.step === id)?.focus({ preventScroll: true });
}

/** Those that stay unfolded beside one more: what ended takes no connection. */
function followable(open: readonly string[], steps: readonly Step[]): string[] {
  const goingOn = open.filter((run) => steps.some((step) => step.child === run && !isOver(step)));
  const tooMany = new Set(goingOn.slice(0, Math.max(0, goingOn.length + 1 - MOST_FOLLOWED)));
  return open.filter((run) => !tooMany.has(run));
}

function Heads() {
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

/** Follows the run of an unfolded step; what it tells is looked at where the rows are made. */
function Follow({ run }: { run: string }) {
  useRunEvents(run);
  return null;
}

/** The steps of the runs that are unfolded. */
export function useChildSteps(open: readonly string[]): ReadonlyMap<string, readonly Step[]> {
  const combine = useCallback(
    (known: { data?: RunEvents | undefined }[]) =>
      new Map(open.map((run, index) => [run, stepsOf(known[index]?.data?.events ?? [])])),
    [open],
  );
  return useQueries({ queries: open.map(knownRunEvents), combine });
}

function useHeat(steps: readonly Step[], heat: Heat, now: number): (step: Step) => number | undefined {
  const most = useMemo(
    () => steps.reduce((max, step) => Math.max(max, amountOf(step, heat, now)), 0),
    [steps, heat, now],
  );
  return (step) => (heat === "type" ? undefined : heatOf(amountOf(step, heat, now), most));
}

function amountOf(step: Step, heat: Heat, now: number): number {
  return heat === "cost" ? (step.costMicros ?? 0) : heat === "duration" ? workOf(step, now) : 0;
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
