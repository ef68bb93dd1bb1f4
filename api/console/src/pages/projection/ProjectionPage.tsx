import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { conditionOf } from "../projections/condition";
import { DeadLettersOfProjection } from "./DeadLettersOfProjection";
import { Overview } from "./Overview";
import { ProjectionActions } from "./ProjectionActions";
import { Rebuilds } from "./Rebuilds";

const POLL_MILLIS = 2_000;

export function ProjectionPage() {
  const { projection: name } = useParams({ from: "/projections/$projection" });
  const {
    data: projection,
    error: problem,
    refetch,
  } = useQuery({
    ...reading("/api/v1/projections/{projection}", { path: { projection: name } }),
    refetchInterval: POLL_MILLIS,
  });
  useNeighbours();
  const tabs: readonly Tab<"overview" | "rebuilds" | "dead-letters">[] = [
    { id: "overview", label: "Overview" },
    { id: "rebuilds", label: "Rebuilds" },
    { id: "dead-letters", label: "Dead letters", count: projection?.deadLetters.length },
  ];
  const tab = useTab(tabs);
  const condition = projection && conditionOf(projection);
  return (
    <>
      <PageHeader
        crumbs={<Link to="/projections">Projections</Link>}
        title={name}
        marks={condition && <StatusChip status={condition.label} tone={condition.tone} label={condition.label} />}
        actions={projection && <ProjectionActions projection={projection} />}
      />
      {projection ? (
        <>
          <LinkTabs label="Projection" tabs={tabs} />
          {tab === "overview" && <Overview projection={projection} />}
          {tab === "rebuilds" && <Rebuilds projection={name} />}
          {tab === "dead-letters" && <DeadLettersOfProjection projection={projection} />}
        </>
      ) : problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
