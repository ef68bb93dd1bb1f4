import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useLiveList } from "@/api/live";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { Millis, When } from "@/ui/values";
import type { Agent } from "../lifecycle/actions";
import { people } from "../lifecycle/needs";
import { Check } from "./Check";
import { checklist } from "./checklist";
import { Exhibit } from "./Exhibit";
import { Findings } from "@/ui/Findings";
import { useValidation } from "./useValidation";

/** What stands between the newest version and service, point by point. */
export function Requirements({ agent }: { agent: Agent }) {
  const requirements = useQuery(
    reading("/api/v1/agents/{agent}/promotion-requirements", { path: { agent: agent.agentId } }),
  );
  const waits = agent.candidate?.status === "promotion-requested";
  const validation = useValidation(agent);
  const forbidden = useForbidden("builder");
  const { data } = requirements;
  return (
    <Panel
      title={`From version ${agent.latest.number} to service`}
      actions={
        <Button
          look="quiet"
          icon={CircleCheck}
          busy={validation.isPending}
          forbidden={forbidden}
          onClick={() => validation.mutate({ path: { agent: agent.agentId } })}
        >
          Validate
        </Button>
      }
    >
      {requirements.error ? (
        <ProblemPanel problem={requirements.error} retry={() => void requirements.refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <ol className="space-y-3">
          {checklist(agent, data).map(({ id, state, title, detail }) => (
            <Check key={id} state={state} title={title} detail={detail}>
              {id === "valid" && <Findings findings={data.validation.findings} />}
              {id === "dry-run" && <DryRun run={data.dryRun} />}
              {id === "approved" && (
                <>
                  <Reasons requirement={data.requirement} />
                  {waits && <Approval slug={agent.slug} />}
                </>
              )}
            </Check>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function DryRun({ run }: { run: Schema["DryRun"] }) {
  return !run.performed ? null : (
    <>
      <Findings findings={run.findings} />
      <details className="mt-1">
        <summary className="text-xs text-muted hover:text-ink">
          Input and output of the dry run, <Millis millis={run.durationMillis} />
        </summary>
        <div className="mt-1 grid gap-2 md:grid-cols-2">
          <Exhibit caption="Input" label="Dry run input" value={run.input} />
          <Exhibit caption="Output" label="Dry run output" value={run.output} />
        </div>
      </details>
    </>
  );
}

function Reasons({ requirement }: { requirement: Schema["PromotionRequirement"] }) {
  return requirement.automatic || requirement.reasons.length === 0 ? null : (
    <ul className="list-disc pl-4 text-sm text-muted">
      {requirement.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** The request as those see it who decide it. */
function Approval({ slug }: { slug: string }) {
  const { items } = useLiveList(
    "/api/v1/approvals",
    { query: { subject: slug, status: ["pending"] } },
    { id: ({ approvalId }) => approvalId, order: (a, b) => (a.requestedAt < b.requestedAt ? -1 : 1) },
  );
  return items?.map((approval) => (
    <p key={approval.approvalId} className="mt-1 text-sm text-muted">
      {approval.votes.length} of {approval.rule.approvals} approved, {people(approval.rule).toLowerCase()}
      {approval.barred.length > 0 && <>; not {approval.barred.join(" or ")}</>}. Expires{" "}
      <When at={approval.expiresAt} relative />.{" "}
      <Link
        to="/approvals/$approval"
        params={{ approval: approval.approvalId }}
        className="text-accent underline"
      >
        Open the approval
      </Link>
    </p>
  ));
}
