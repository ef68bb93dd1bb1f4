import { CircleStop, RefreshCw } from "lucide-react";
import { useState, type ReactNode } from "react";
import { whole } from "@/format/format";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { FilterBar, SelectFilter } from "@/ui/FilterBar";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { ProgressBar } from "@/ui/ProgressBar";
import { oneOf, useUrlState } from "@/ui/urlState";
import { Charts } from "./Charts";
import type { Figures, Grain } from "./figures";
import { rangeOf } from "./range";
import { RangeFilter } from "./RangeFilter";
import { useRunFigures } from "./useRunFigures";

const MODES = ["production", "trial", "replay"] as const;
const HOURLY_UP_TO = 49 * 3_600_000;

export function RunCosts({ tabs }: { tabs: ReactNode }) {
  const [search] = useUrlState();
  // A range that ends now keeps its end until it is read again.
  const [now, setNow] = useState(() => Date.now());
  const range = rangeOf(search, now);
  const end = range.to === undefined ? now : Date.parse(range.to);
  const grain: Grain = end - Date.parse(range.from) <= HOURLY_UP_TO ? "hour" : "day";
  const { figures, state, problem, more, stop, again } = useRunFigures(
    { from: range.from, to: range.to, mode: oneOf(MODES, search.mode) },
    grain,
    now,
  );
  return (
    <>
      <PageHeader
        title="Costs"
        actions={
          <Button icon={RefreshCw} onClick={() => setNow(Date.now())} busy={state === "reading"}>
            Refresh
          </Button>
        }
      />
      {tabs}
      <FilterBar>
        <RangeFilter range={range} />
        <SelectFilter name="mode" label="Mode" any="All modes" values={MODES} />
      </FilterBar>
      <div className="space-y-4">
        {problem && <ProblemPanel problem={problem} retry={again} />}
        <Read state={state} figures={figures} more={more} stop={stop} />
        {figures.runs > 0 ? (
          <Charts figures={figures} from={range.from} end={end} grain={grain} />
        ) : (
          state === "done" && (
            <EmptyState title="No runs in this time">Choose a longer time, or all modes.</EmptyState>
          )
        )}
      </div>
    </>
  );
}

interface ReadProps {
  state: "reading" | "cut" | "done" | "failed";
  figures: Figures;
  more: () => void;
  stop: () => void;
}

/** Over how many runs the figures are, and whether these are all. */
function Read({ state, figures, more, stop }: ReadProps) {
  const runs = `${whole(figures.runs)} ${figures.runs === 1 ? "run" : "runs"}`;
  if (state === "reading") {
    return (
      <div className="flex items-center gap-3">
        <div className="flex-1 space-y-1.5">
          <p role="status" className="text-sm text-muted">
            Reading: {runs} so far
          </p>
          <ProgressBar label="Reading the runs" done={figures.runs} total={undefined} />
        </div>
        <Button icon={CircleStop} onClick={stop}>
          Stop
        </Button>
      </div>
    );
  }
  if (state === "failed" && figures.runs === 0) {
    return null;
  }
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <p role="status">
        {state === "done" ? `Over all ${runs} of this time.` : `Only over the newest ${runs} of this time.`}
        {figures.incomplete > 0 &&
          ` Of ${whole(figures.incomplete)} the whole cost is not known, since a call had no price: what they cost is more.`}
      </p>
      {state === "cut" && <Button onClick={more}>Read on</Button>}
    </div>
  );
}
