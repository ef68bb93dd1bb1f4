import { Link } from "@tanstack/react-router";
import { CircleStop, RefreshCw } from "lucide-react";
import { useState, type ReactNode } from "react";
import { compact, whole } from "@/format/format";
import { usd } from "@/format/usd";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { FilterBar, SelectFilter } from "@/ui/FilterBar";
import { PageHeader } from "@/ui/PageHeader";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { ProgressBar } from "@/ui/ProgressBar";
import { oneOf, useUrlState } from "@/ui/urlState";
import { Money } from "@/ui/values";
import { CostOverTime } from "./CostOverTime";
import { overTime, type Figures, type Grain } from "./figures";
import { rangeOf } from "./range";
import { RangeFilter } from "./RangeFilter";
import { Shares } from "./Shares";
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
  );
  const refresh = () => {
    setNow(Date.now());
    again();
  };
  return (
    <>
      <PageHeader
        title="Costs"
        actions={
          <Button icon={RefreshCw} onClick={refresh} busy={state === "reading"}>
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
  state: "reading" | "cut" | "stopped" | "done" | "failed";
  figures: Figures;
  more: (() => void) | undefined;
  stop: (() => void) | undefined;
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

function Charts({ figures, from, end, grain }: { figures: Figures; from: string; end: number; grain: Grain }) {
  const tiles: [string, ReactNode][] = [
    ["Cost", <Money key="cost" usd={usd(figures.cost)} />],
    ["Runs", whole(figures.runs)],
    ["Cost of a run", <Money key="each" usd={usd(figures.cost / BigInt(figures.runs))} />],
    ["Tokens", compact(figures.tokens)],
  ];
  return (
    <>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4">
        {tiles.map(([label, value]) => (
          <div key={label} className="bg-surface px-4 py-3">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="text-xl font-semibold tracking-tight tabular">{value}</dd>
          </div>
        ))}
      </dl>
      <Panel title={grain === "hour" ? "Cost by hour" : "Cost by day"}>
        <CostOverTime times={overTime(figures.times, from, end, grain)} grain={grain} />
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Shares
          title="By agent"
          sums={figures.agents}
          total={figures.cost}
          nameOf={(slug) => (
            <Link to="/runs" search={{ agent: slug }} className="hover:text-accent hover:underline">
              {slug}
            </Link>
          )}
        />
        <Shares
          title="By model"
          sums={figures.models}
          total={figures.cost}
          nameOf={(name) => name}
          note="A run that used several models counts for them together: it says what it cost in all."
        />
      </div>
    </>
  );
}
