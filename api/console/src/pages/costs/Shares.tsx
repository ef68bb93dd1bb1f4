import { useState, type ReactNode } from "react";
import { compact } from "@/format/format";
import { share, usd } from "@/format/usd";
import { Button } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import { Money } from "@/ui/values";
import { ranked, type Sum } from "./figures";

const FIRST = 8;

interface SharesProps {
  title: string;
  sums: ReadonlyMap<string, Sum>;
  total: bigint;
  nameOf: (name: string) => ReactNode;
  note?: string;
}

/** Who has which share of the cost, the dearest first. */
export function Shares({ title, sums, total, nameOf, note }: SharesProps) {
  const [all, setAll] = useState(false);
  const lines = ranked(sums);
  const most = lines[0]?.cost ?? 0n;
  return (
    <Panel title={title}>
      <ul aria-label={title} className="space-y-3">
        {lines.slice(0, all ? lines.length : FIRST).map((sum) => (
          <li key={sum.name} className="space-y-1">
            <div className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{nameOf(sum.name)}</span>
              <Money usd={usd(sum.cost)} />
            </div>
            <div aria-hidden className="h-1.5 rounded-full bg-sunken">
              <div className="h-full rounded-full bg-accent" style={{ width: `${share(sum.cost, most) * 100}%` }} />
            </div>
            <p className="text-xs text-muted tabular">
              {Math.round(share(sum.cost, total) * 100)}% · {sum.runs} {sum.runs === 1 ? "run" : "runs"} ·{" "}
              {compact(sum.tokens)} tokens
            </p>
          </li>
        ))}
      </ul>
      {lines.length > FIRST && (
        <Button look="quiet" className="mt-3" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${lines.length}`}
        </Button>
      )}
      {note && <p className="mt-3 text-xs text-muted">{note}</p>}
    </Panel>
  );
}
