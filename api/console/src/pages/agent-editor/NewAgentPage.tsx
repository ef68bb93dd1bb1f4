import { Link, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "@/ui/PageHeader";
import { DefinitionForm } from "./DefinitionForm";

const BEGINNING = { slug: "", name: "", kind: "context" };

export function NewAgentPage() {
  const navigate = useNavigate();
  return (
    <>
      <PageHeader crumbs={<Link to="/agents">Agents</Link>} title="New agent" />
      <DefinitionForm
        draft="agent"
        beginning={BEGINNING}
        action="Create draft"
        onSaved={(agent) => void navigate({ to: "/agents/$agent", params: { agent: agent.slug } })}
      />
    </>
  );
}
