import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { PageHeader } from "@/ui/PageHeader";
import { DeadLettersOfProcessors } from "./DeadLettersOfProcessors";
import { ProjectionList } from "./ProjectionList";

const TABS: readonly Tab<"projections" | "processors">[] = [
  { id: "projections", label: "Projections" },
  { id: "processors", label: "Dead letters" },
];

export function ProjectionsPage() {
  const tab = useTab(TABS);
  return (
    <>
      <PageHeader
        title="Projections"
        description="What is remembered of the log for reading. Each can be built anew beside the one that serves, and switched back."
      />
      <LinkTabs label="Projections" tabs={TABS} />
      {tab === "projections" ? <ProjectionList /> : <DeadLettersOfProcessors />}
    </>
  );
}
