import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { compact, whole } from "@/format/format";
import { usd } from "@/format/usd";
import { Panel } from "@/ui/Panel";
import { Money } from "@/ui/values";
import { CostOverTime } from "./CostOverTime";
import { overTime, type Figures, type Grain } from "./figures";
import { Shares } from "./Shares";

interface ChartsProps {
  figures: Figures;
  from: string;
  end: number;
  grain: Grain;
}

/** What runs cost in all, over time, by agent and by model. */
export function Charts({ figures, from, end, grain }: ChartsProps) {
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
          nameOf={runsOf}
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

function runsOf(agent: string): ReactNode {
  return (
    <Link to="/runs" search={{ agent }} className="hover:text-accent hover:underline">
      {agent}
    </Link>
  );
}
