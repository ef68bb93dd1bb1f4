import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { IdChip } from "@/ui/IdChip";
import { scopeOf } from "./budgets";

/** Whose spending a budget limits. */
export function ScopeName({ scope }: { scope: string }) {
  const { kind, subject } = scopeOf(scope);
  if (kind === "project") {
    return <>The whole project</>;
  }
  return kind === "user" ? <>Runs for {subject}</> : <AgentName id={subject} />;
}

function AgentName({ id }: { id: string }) {
  const { data: agent } = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: id } }));
  return agent ? (
    <>
      Agent{" "}
      <Link to="/agents/$agent" params={{ agent: agent.slug }} className="underline decoration-line-strong underline-offset-2 hover:text-accent">
        {agent.slug}
      </Link>
    </>
  ) : (
    <>
      Agent <IdChip id={id} />
    </>
  );
}
