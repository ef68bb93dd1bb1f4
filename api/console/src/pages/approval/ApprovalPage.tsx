import { Link, useParams } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useLiveItem } from "@/api/live";
import { Decide } from "@/approvals/Decide";
import { Stale } from "@/approvals/Stale";
import type { Approval } from "@/approvals/standing";
import { useDecision } from "@/approvals/useDecision";
import { useMe } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { IdChip } from "@/ui/IdChip";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { CallEvidence } from "./CallEvidence";
import { Notice } from "./Notice";
import { PromotionEvidence } from "./PromotionEvidence";
import { Rule } from "./Rule";
import { useNextApproval } from "./useNextApproval";
import { WithdrawDialog } from "./WithdrawDialog";

export function ApprovalPage() {
  const { approval } = useParams({ from: "/approvals/$approval" });
  const { item, problem, connection, retry } = useLiveItem("/api/v1/approvals/{approval}", { path: { approval } });
  useNeighbours();
  return item && item.approvalId === approval ? (
    <Detail key={approval} approval={item} connection={connection} />
  ) : (
    <>
      <PageHeader crumbs={<Link to="/approvals">Approvals</Link>} title="Approval" />
      {problem ? <ProblemPanel problem={problem} retry={retry} /> : <Skeleton lines={6} />}
    </>
  );
}

interface DetailProps {
  approval: Approval;
  connection: ReturnType<typeof useLiveItem>["connection"];
}

function Detail({ approval, connection }: DetailProps) {
  const { approvalId, status } = approval;
  const [decidedHere, setDecidedHere] = useState(false);
  const { goOn, nothingLeft } = useNextApproval(approvalId);
  const decision = useDecision(approval, () => {
    setDecidedHere(true);
    goOn();
  });
  return (
    <>
      <PageHeader
        crumbs={<Link to="/approvals">Approvals</Link>}
        title={approval.title}
        connection={connection}
        marks={
          <>
            <StatusChip status={status} />
            <IdChip id={approvalId} />
          </>
        }
        actions={
          status === "pending" && (
            <>
              <Withdraw approval={approval} />
              <Decide approval={approval} decision={decision} keys />
            </>
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-4">
          <Notice approval={approval} decidedHere={decidedHere} nothingLeft={nothingLeft} onNext={goOn} />
          {decision.problem && <Stale problem={decision.problem} />}
          {approval.call ? (
            <CallEvidence approval={approval} call={approval.call} />
          ) : (
            <PromotionEvidence approval={approval} />
          )}
        </div>
        <Rule approval={approval} />
      </div>
    </>
  );
}

/** For whoever asked, and for administrators. */
function Withdraw({ approval }: { approval: Approval }) {
  const [open, setOpen] = useState(false);
  const me = useMe();
  return me && (me.name === approval.requestedBy || me.roles.includes("admin")) ? (
    <>
      <Button icon={Undo2} onClick={() => setOpen(true)}>
        Withdraw
      </Button>
      <WithdrawDialog approval={approval} open={open} onClose={() => setOpen(false)} />
    </>
  ) : null;
}
