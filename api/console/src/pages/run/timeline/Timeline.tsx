import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useMemo, useRef } from "react";
import { useRunEvents } from "@/api/live";
import { useMedia } from "@/ui/useMedia";
import { useNow } from "@/ui/useNow";
import { useShortcut } from "@/ui/shortcuts";
import { useUrlState } from "@/ui/urlState";
import { StepPanel } from "../panel/StepPanel";
import type { Step } from "../step";
import type { Run } from "../useRun";
import { Axis, Grid, Heads } from "./Axis";
import { followable, useChildSteps } from "./below";
import { rowsOf, type Row } from "./rows";
import { scaleOf } from "./scale";
import { ROW_HEIGHT, TimelineRow } from "./TimelineRow";
import { Toolbar, useView } from "./Toolbar";
import { useHeat } from "./useHeat";
import { useMoves } from "./useMoves";

const AXIS_HEIGHT = 40;
const OVERSCAN = 12;

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
  const { move, reached, focus } = useMoves({
    rows,
    chosen: search.step,
    show,
    view,
    scrollTo: (index) => virtual.scrollToIndex(index),
  });
  useShortcut("j", "Next step", () => move(1));
  useShortcut("k", "Previous step", () => move(-1));

  const chosen = rows.find(({ id }) => id === search.step);
  const close = () => {
    change({ step: undefined });
    focus(search.step);
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
                onReach={reached}
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

/** Follows the run of an unfolded step; what it tells is looked at where the rows are made. */
function Follow({ run }: { run: string }) {
  useRunEvents(run);
  return null;
}

