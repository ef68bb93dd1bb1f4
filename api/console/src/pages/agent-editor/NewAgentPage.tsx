import { Link } from "@tanstack/react-router";
import { PageHeader } from "@/ui/PageHeader";
import { oneOf, useUrlState } from "@/ui/urlState";
import { KindCards } from "./KindCards";
import { KIND_NAMES, KINDS } from "./kinds";
import { Wizard } from "./Wizard";

export function NewAgentPage() {
  const [search] = useUrlState();
  const kind = oneOf(KIND_NAMES, search.kind);
  return (
    <>
      <PageHeader
        crumbs={
          <>
            <Link to="/agents">Agents</Link>
            {kind && (
              <>
                {" / "}
                <Link to="/agents/new">New agent</Link>
              </>
            )}
          </>
        }
        title={kind ? `New ${KINDS[kind].title}` : "New agent"}
        description={kind && KINDS[kind].is}
      />
      {kind ? <Wizard key={kind} kind={kind} /> : <KindCards />}
    </>
  );
}
