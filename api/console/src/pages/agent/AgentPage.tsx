import { Link, useParams } from "@tanstack/react-router";
import { History } from "lucide-react";
import { Button } from "@/ui/Button";
import { IdChip } from "@/ui/IdChip";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState } from "@/ui/urlState";
import { AgentVersions } from "../agents/AgentVersions";
import { CodeTab } from "./CodeTab";
import { ConfigurationTab } from "./ConfigurationTab";
import { AgentActions } from "./lifecycle/AgentActions";
import { OverviewTab } from "./overview/OverviewTab";
import { RunsTab } from "./runs/RunsTab";
import { HistoryTab } from "./time/HistoryTab";
import { PastBanner } from "./time/PastBanner";
import { TimeSlider } from "./time/TimeSlider";
import { useAgent } from "./useAgent";
import { VersionsTab } from "./versions/VersionsTab";

export function AgentPage() {
  const { agent: id } = useParams({ from: "/agents/$agent" });
  const [search, change] = useUrlState();
  const shown = useAgent(id);
  const { agent, present, moments, asOf, at } = shown;
  const past = asOf !== undefined;
  useNeighbours(search.tab !== "runs");
  const slider = past || search.time === "open";
  return (
    <>
      <PageHeader
        crumbs={<Link to="/agents">Agents</Link>}
        title={agent?.name ?? present?.name ?? id}
        marks={
          agent && (
            <>
              <StatusChip status={agent.status} />
              <span className="text-sm text-muted">
                <AgentVersions agent={agent} />
              </span>
              <IdChip id={agent.agentId} />
            </>
          )
        }
        description={agent?.description}
        connection={shown.problem ? undefined : shown.connection}
        actions={
          present && (
            <>
              <Button
                look="quiet"
                icon={History}
                aria-expanded={slider}
                onClick={() => change({ time: slider ? undefined : "open", asOf: undefined })}
              >
                <span className="max-md:sr-only">Time</span>
              </Button>
              <AgentActions agent={agent ?? present} past={past} />
            </>
          )
        }
      />
      {slider && moments.data && present && (
        <TimeSlider slug={present.slug} moments={moments.data} asOf={asOf} onChange={shown.goTo} />
      )}
      {slider && moments.error && <ProblemPanel problem={moments.error} retry={() => void moments.refetch()} />}
      {at !== undefined && <PastBanner at={at} onReturn={shown.returnToNow} />}
      {shown.problem ? (
        <ProblemPanel problem={shown.problem} retry={shown.retry} />
      ) : agent ? (
        <Tabs shown={{ ...shown, agent }} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

type Shown = ReturnType<typeof useAgent>;

function Tabs({ shown }: { shown: Shown & { agent: NonNullable<Shown["agent"]> } }) {
  const { agent, moments, asOf, at, goTo } = shown;
  const until = moments.data?.filter(({ event }) => event.sequence <= agent.streamVersion);
  const tabs = [
    { id: "overview", label: "Overview" },
    { id: "configuration", label: "Configuration" },
    { id: "versions", label: "Versions", count: agent.latest.number },
    { id: "runs", label: "Runs" },
    { id: "code", label: "Code" },
    { id: "history", label: "History", count: until?.length },
  ] as const satisfies readonly Tab<string>[];
  const tab = useTab(tabs);
  return (
    <>
      <LinkTabs tabs={tabs} label="Parts of the agent" />
      {tab === "overview" && <OverviewTab agent={agent} at={at} />}
      {tab === "configuration" && <ConfigurationTab agent={agent} />}
      {tab === "versions" && <VersionsTab agent={agent} />}
      {tab === "runs" && <RunsTab agent={agent} at={at} />}
      {tab === "code" && <CodeTab agent={agent} />}
      {tab === "history" && (
        <HistoryTab
          slug={agent.slug}
          moments={{
            items: until?.toReversed(),
            problem: moments.error,
            retry: () => void moments.refetch(),
            more: { has: false, loading: false, load: () => {} },
          }}
          onLook={goTo}
        />
      )}
      {asOf !== undefined && tab === "history" && (
        <p className="text-xs text-muted">What happened later is left out.</p>
      )}
    </>
  );
}
