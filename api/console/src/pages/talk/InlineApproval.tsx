import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { Decide } from "@/approvals/Decide";
import { Stale } from "@/approvals/Stale";
import { barrierFor, type Approval } from "@/approvals/standing";
import { useDecision } from "@/approvals/useDecision";
import { useMe } from "@/session/useMe";
import { Skeleton } from "@/ui/Skeleton";

const LOOK_AGAIN_MILLIS = 2_000;

/** The request that holds a call, to be decided where it came up. */
export function InlineApproval({ run, callId }: { run: string; callId: string }) {
  const { data } = useQuery({
    ...reading("/api/v1/approvals", { query: { subject: run, kind: "tool-call", status: ["pending"] } }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
  const approval = data?.items.find((each) => each.subject.reference === callId);
  return (
    <div className="px-3 pb-3">
      {approval ? <Deciding approval={approval} /> : data ? null : <Skeleton lines={1} />}
    </div>
  );
}

function Deciding({ approval }: { approval: Approval }) {
  const decision = useDecision(approval, () => {});
  const me = useMe();
  const barrier = me && barrierFor(approval, me);
  return (
    <div className="space-y-2">
      {barrier && (
        <p className="text-sm">
          {barrier.why} {barrier.others && `It can be decided by ${barrier.others}.`}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Decide approval={approval} decision={decision} />
        <Link
          to="/approvals/$approval"
          params={{ approval: approval.approvalId }}
          className="text-sm text-accent hover:underline"
        >
          Open the approval
        </Link>
      </div>
      {decision.problem && <Stale problem={decision.problem} />}
    </div>
  );
}
