import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { Budgets } from "./Budgets";
import { RunCosts } from "./RunCosts";

const TABS: readonly Tab<"budgets" | "runs">[] = [
  { id: "budgets", label: "Budgets" },
  { id: "runs", label: "Cost of runs" },
];

export function CostsPage() {
  const tab = useTab(TABS);
  const tabs = <LinkTabs label="Costs" tabs={TABS} />;
  return tab === "budgets" ? <Budgets tabs={tabs} /> : <RunCosts tabs={tabs} />;
}
