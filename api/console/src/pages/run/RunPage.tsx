import { Link, useParams } from "@tanstack/react-router";
import { IdChip } from "@/ui/IdChip";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { RunActions } from "./actions/RunActions";
import { ComparisonTab } from "./compare/ComparisonTab";
import { EventsTab } from "./events/EventsTab";
import { InputOutputTab } from "./InputOutputTab";
import { Notices } from "./Notices";
import { RetakesTab } from "./RetakesTab";
import { ConversationTab } from "./said/ConversationTab";
import { Summary } from "./Summary";
import { Timeline } from "./timeline/Timeline";
import { useRun, type Run } from "./useRun";

export function RunPage() {
  const { run: id } = useParams({ from: "/runs/$run" });
  const shown = useRun(id);
  const { run, steps, problem, retry, connection } = shown;
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/runs">Runs</Link>}
        title={run ? `Run of ${run.agentSlug}` : "Run"}
        marks={
          run && (
            <>
              <StatusChip status={run.status} />
              <IdChip id={run.runId} />
            </>
          )
        }
        connection={connection}
        actions={run && <RunActions run={run} steps={steps} />}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : run ? (
        <>
          <Notices run={run} steps={steps} />
          <Summary run={run} />
          <Tabs shown={{ ...shown, run }} />
        </>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

type Shown = ReturnType<typeof useRun>;

function Tabs({ shown }: { shown: Shown & { run: Run } }) {
  const { run, events, steps, writing } = shown;
  const asksModels = run.kind === "context" || run.kind === "orchestrator";
  const origin = run.replayOf?.runId ?? run.forkOf?.runId;
  const tabs = [
    { id: "timeline", label: "Timeline", count: steps.length },
    ...(origin ? [{ id: "comparison", label: "Comparison" } as const] : []),
    ...(asksModels ? [{ id: "conversation", label: "Conversation" } as const] : []),
    { id: "io", label: "Input and output" },
    { id: "events", label: "Events", count: events.length },
    { id: "retakes", label: "Replays and forks" },
  ] as const satisfies readonly Tab<string>[];
  const tab = useTab(tabs);
  return (
    <>
      <LinkTabs tabs={tabs} label="Parts of the run" />
      {tab === "timeline" && <Timeline run={run} steps={steps} />}
      {tab === "comparison" && origin && <ComparisonTab run={run} steps={steps} origin={origin} />}
      {tab === "conversation" && <ConversationTab run={run} events={events} writing={writing} />}
      {tab === "io" && <InputOutputTab run={run} events={events} />}
      {tab === "events" && <EventsTab events={events} />}
      {tab === "retakes" && <RetakesTab run={run} />}
    </>
  );
}
