import { useMemo } from "react";
import { Skeleton } from "@/ui/Skeleton";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { VirtualList } from "@/ui/VirtualList";
import { useUrlState } from "@/ui/urlState";
import { RunLink } from "../RunLink";
import type { Step } from "../step";
import { useRun, type Run } from "../useRun";
import { DivergencePanel } from "./DivergencePanel";
import { PairRow } from "./PairRow";
import { pairsOf } from "./pairs";

const ROW_HEIGHT = 56;

interface ComparisonTabProps {
  run: Run;
  steps: readonly Step[];
  /** The run that this one replays or goes on from. */
  origin: string;
}

/** The run beside the one that it takes again, step by step. */
export function ComparisonTab({ run, steps, origin }: ComparisonTabProps) {
  const [search, change] = useUrlState();
  const other = useRun(origin);
  const takenOver = run.replayOf ? 0 : (run.forkOf?.afterStep ?? 0);
  const pairs = useMemo(() => pairsOf(other.steps, steps, takenOver), [other.steps, steps, takenOver]);
  const differing = pairs.filter((pair) => !pair.same);
  const shown = search.only === "differing" ? differing : pairs;
  if (other.problem) {
    return <ProblemPanel problem={other.problem} retry={other.retry} />;
  }
  if (other.run === undefined) {
    return <Skeleton lines={6} />;
  }
  return (
    <div className="space-y-4">
      {run.divergence && <DivergencePanel divergence={run.divergence} />}
      <section aria-label="Steps side by side" className="rounded-lg border border-line bg-surface">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-3 py-2">
          <p role="status">
            {differing.length === 0
              ? "Every step is the same."
              : `${differing.length} of ${pairs.length} steps ${differing.length === 1 ? "differs" : "differ"}.`}
          </p>
          <label className="flex cursor-pointer items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              checked={search.only === "differing"}
              onChange={({ target }) => change({ only: target.checked ? "differing" : undefined })}
              className="size-3.5 accent-accent"
            />
            Only what differs
          </label>
        </div>
        <div className="grid grid-cols-2 gap-3 border-b border-line px-3 py-2 text-xs text-muted">
          <p>
            <RunLink run={origin}>{run.replayOf ? "Recorded" : "The other run"}</RunLink>, v{other.run.version.number}
          </p>
          <p>
            This run, v{run.version.number}
          </p>
        </div>
        {shown.length > 0 && (
          <VirtualList label="Steps of both runs" items={shown} itemKey={(pair) => pair.key} estimate={ROW_HEIGHT}>
            {(pair) => <PairRow pair={pair} takenOver={takenOver} diverged={run.divergence?.step === pair.step} />}
          </VirtualList>
        )}
      </section>
    </div>
  );
}
