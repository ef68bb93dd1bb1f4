import { CircleDollarSign, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useLiveItem } from "@/api/live";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { BudgetCard } from "./BudgetCard";
import { BudgetDialog } from "./BudgetDialog";
import { RemoveBudget } from "./RemoveBudget";

type Budget = Schema["BudgetView"];
type Open = { what: "set"; budget?: Budget } | { what: "remove"; budget: Budget };

export function Budgets({ tabs }: { tabs: ReactNode }) {
  const { item: list, problem, connection, retry } = useLiveItem("/api/v1/budgets", {});
  const forbidden = useForbidden("admin");
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const set = (
    <Button look="primary" icon={Plus} forbidden={forbidden} onClick={() => setOpen({ what: "set" })}>
      Set a budget
    </Button>
  );
  return (
    <>
      <PageHeader title="Costs" connection={connection} actions={set} />
      {tabs}
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : list === undefined ? (
        <Skeleton lines={6} />
      ) : list.items.length === 0 ? (
        <EmptyState title="No budgets yet" icon={CircleDollarSign} action={set}>
          A budget limits what the project, an agent or a person spends in a day, a month or a run. It holds before money
          is spent: a call that could cost more than is left is not made.
        </EmptyState>
      ) : (
        <ul aria-label="Budgets" className="grid gap-3 lg:grid-cols-2">
          {list.items.map((budget) => (
            <BudgetCard
              key={budget.name}
              budget={budget}
              forbidden={forbidden}
              onAmend={() => setOpen({ what: "set", budget })}
              onRemove={() => setOpen({ what: "remove", budget })}
            />
          ))}
        </ul>
      )}
      {open?.what === "set" && list && (
        <BudgetDialog budget={open.budget} taken={list.items.map(({ name }) => name)} onClose={close} />
      )}
      {open?.what === "remove" && <RemoveBudget budget={open.budget} onClose={close} />}
    </>
  );
}
