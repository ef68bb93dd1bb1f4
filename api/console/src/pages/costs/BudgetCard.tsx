import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import type { Schema } from "@/api/types";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { StatusChip } from "@/ui/StatusChip";
import { Money, When } from "@/ui/values";
import { AT_CAP, WINDOWS } from "./budgets";
import { ScopeName } from "./ScopeName";
import { UseBar } from "./UseBar";

interface BudgetCardProps {
  budget: Schema["BudgetView"];
  forbidden: string | undefined;
  onAmend: () => void;
  onRemove: () => void;
}

export function BudgetCard({ budget, forbidden, onAmend, onRemove }: BudgetCardProps) {
  const { name, use, atCap, cap, window: period } = budget;
  return (
    <li aria-label={name} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0 space-y-0.5">
          <h2 className="flex flex-wrap items-center gap-2 font-medium break-all">
            {name}
            {use && <Mark use={use} />}
          </h2>
          <p className="text-muted">
            <ScopeName scope={budget.scope} /> · <Money usd={cap} /> {WINDOWS[period].each}
          </p>
        </div>
        <Menu trigger={<IconButton icon={Ellipsis} label={`Actions of ${name}`} />}>
          <MenuItem icon={Pencil} forbidden={forbidden} onSelect={onAmend}>
            Amend
          </MenuItem>
          <MenuItem icon={Trash2} danger forbidden={forbidden} onSelect={onRemove}>
            Remove
          </MenuItem>
        </Menu>
      </div>
      {use ? (
        <Use use={use} cap={cap} name={name} />
      ) : (
        <p className="text-muted">Each run is held to it on its own, so there is nothing to add up.</p>
      )}
      <p className="mt-auto border-t border-line pt-2.5 text-xs text-muted">
        {AT_CAP[atCap].means} Set by {budget.amendedBy} <When at={budget.amendedAt} relative />
        {budget.reason ? `: ${budget.reason}` : "."}
      </p>
    </li>
  );
}

function Mark({ use }: { use: Schema["BudgetUse"] }) {
  if (use.exhausted) {
    return <StatusChip status="spent" tone="bad" />;
  }
  const alert = Math.max(0, ...use.alerts);
  return alert > 0 ? <StatusChip status="alert" tone="warn" label={`Above ${alert}%`} /> : null;
}

function Use({ use, cap, name }: { use: Schema["BudgetUse"]; cap: string; name: string }) {
  const over = use.remaining.startsWith("-");
  const figures: [string, string, string][] = [
    ["Settled", use.spent, "What calls that have ended cost"],
    ["Reserved", use.reserved, "The most that calls under way can cost"],
    [over ? "Over the cap" : "Left", use.remaining.replace("-", ""), "What is neither settled nor reserved"],
  ];
  return (
    <>
      <UseBar name={name} spent={use.spent} reserved={use.reserved} cap={cap} alerts={use.alerts} />
      <dl className="grid grid-cols-3 gap-3">
        {figures.map(([label, amount, meaning]) => (
          <div key={label} title={meaning} className="min-w-0">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className={label === "Over the cap" ? "font-medium text-bad" : "font-medium"}>
              <Money usd={amount} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-muted">
        Counts {use.period} (UTC) and begins anew <When at={use.periodEnds} relative />.
      </p>
    </>
  );
}
