import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { DefinitionForm } from "./DefinitionForm";

export function EditAgentPage() {
  const { agent: id } = useParams({ from: "/agents/$agent/edit" });
  const agent = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: id } }));
  const navigate = useNavigate();
  return (
    <>
      <PageHeader
        crumbs={
          <Link to="/agents/$agent" params={{ agent: id }}>
            {agent.data?.name ?? id}
          </Link>
        }
        title="Edit definition"
      />
      {agent.error ? (
        <ProblemPanel problem={agent.error} retry={() => void agent.refetch()} />
      ) : agent.data ? (
        <DefinitionForm
          draft={`agent.${id}`}
          beginning={agent.data.definition}
          ifMatch={agent.data.streamVersion}
          action="Save version"
          onSaved={() => void navigate({ to: "/agents/$agent", params: { agent: id } })}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
