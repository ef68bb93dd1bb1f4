import { CircleCheck, CircleSlash, CircleX, Eye, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { barrierFor, deciders, type Approval } from "@/approvals/standing";
import { useMe } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { When } from "@/ui/values";

const LOOKS: Record<Exclude<Approval["status"], "pending">, { icon: LucideIcon; look: string; said: string }> = {
  approved: { icon: CircleCheck, look: "border-good/40 bg-good-soft", said: "Approved" },
  rejected: { icon: CircleX, look: "border-bad/40 bg-bad-soft", said: "Rejected" },
  expired: { icon: CircleSlash, look: "border-line-strong bg-calm-soft", said: "Expired: nobody decided in time" },
  withdrawn: { icon: CircleSlash, look: "border-line-strong bg-calm-soft", said: "Withdrawn" },
};

interface NoticeProps {
  approval: Approval;
  decidedHere: boolean;
  nothingLeft: boolean;
  onNext: () => void;
}

/** Who decided, as soon as somebody did; until then, why this person cannot. */
export function Notice({ approval, decidedHere, nothingLeft, onNext }: NoticeProps) {
  const me = useMe();
  const barrier = me && barrierFor(approval, me);
  return (
    <div role="status" className="space-y-4 empty:hidden">
      {approval.status === "pending" ? (
        barrier && (
          <Bar
            icon={Eye}
            look="border-warn/40 bg-warn-soft"
            title={barrier.kind === "four-eyes" ? "Four eyes: somebody else decides this" : barrier.why}
          >
            {barrier.kind === "four-eyes" && <p>{barrier.why}</p>}
            {barrier.others && <p>It can be decided by {barrier.others}.</p>}
          </Bar>
        )
      ) : (
        <Decided approval={approval} status={approval.status}>
          {decidedHere ? (
            nothingLeft && <p>Nothing else waits for you.</p>
          ) : (
            <p className="pt-1">
              <Button onClick={onNext}>Next that waits for me</Button>
              {nothingLeft && <span className="ml-3">Nothing else waits for you.</span>}
            </p>
          )}
        </Decided>
      )}
      {approval.status === "pending" && approval.votes.length > 0 && !barrier && (
        <Bar icon={CircleCheck} look="border-line-strong bg-surface" title={`${approval.votes.length} agreed already`}>
          <p>{approval.rule.approvals} people must agree before it takes effect.</p>
        </Bar>
      )}
    </div>
  );
}

interface DecidedProps {
  approval: Approval;
  status: Exclude<Approval["status"], "pending">;
  children: ReactNode;
}

function Decided({ approval, status, children }: DecidedProps) {
  const { icon, look, said } = LOOKS[status];
  const by = deciders(approval);
  return (
    <Bar
      icon={icon}
      look={look}
      title={
        <>
          {said}
          {by && ` by ${by}`}
          {approval.amendment && ", with other arguments"}{" "}
          {approval.closedAt && (
            <span className="font-normal">
              <When at={approval.closedAt} relative />
            </span>
          )}
        </>
      }
    >
      {approval.closingNote && <p className="break-words whitespace-pre-wrap">{approval.closingNote}</p>}
      {children}
    </Bar>
  );
}

interface BarProps {
  icon: LucideIcon;
  look: string;
  title: ReactNode;
  children: ReactNode;
}

function Bar({ icon: Icon, look, title, children }: BarProps) {
  return (
    <div className={cx("flex gap-3 rounded-lg border p-4 text-ink", look)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </div>
  );
}
