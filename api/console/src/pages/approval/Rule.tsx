import { Check, X } from "lucide-react";
import { agreed, electorateOf, type Approval } from "@/approvals/standing";
import { period } from "@/format/format";
import { Countdown } from "@/ui/Countdown";
import { cx } from "@/ui/cx";
import { Panel } from "@/ui/Panel";
import { ProgressBar } from "@/ui/ProgressBar";
import { When } from "@/ui/values";

/** Who decides, until when, and who did. */
export function Rule({ approval }: { approval: Approval }) {
  const { rule, votes, requestedBy, requestedAt, expiresAt, escalatedTo, reminded, status } = approval;
  return (
    <Panel title="Decision">
      <div className="space-y-4">
        <div className="space-y-2">
          <p className="flex justify-between gap-3">
            <span className="text-muted">Agreed</span>
            <span className="font-medium tabular">
              {agreed(approval)} of {rule.approvals}
            </span>
          </p>
          <ProgressBar label="Agreed" done={agreed(approval)} total={rule.approvals} />
          {status === "pending" && <p className="text-sm text-muted">Can be decided by {electorateOf(approval)}.</p>}
        </div>
        {votes.length > 0 && (
          <ul aria-label="Votes" className="space-y-3 border-t border-line pt-3">
            {votes.map((vote) => (
              <li key={vote.by} className="flex gap-2">
                {vote.decision === "approved" ? (
                  <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
                ) : (
                  <X aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
                )}
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap justify-between gap-x-3">
                    <span>
                      <span className="font-medium">{vote.by}</span> {vote.decision}
                    </span>
                    <span className="text-muted">
                      <When at={vote.at} relative />
                    </span>
                  </p>
                  {vote.comment && <p className="break-words whitespace-pre-wrap text-muted">{vote.comment}</p>}
                </div>
              </li>
            ))}
          </ul>
        )}
        <dl className="space-y-2 border-t border-line pt-3">
          <Line name="Asked by">{requestedBy}</Line>
          <Line name="Asked">
            <When at={requestedAt} relative />
          </Line>
          {status === "pending" && (
            <>
              <Line name="Expires" strong>
                <Countdown to={expiresAt} over="any moment" />
              </Line>
              <Line name="Reminder">{reminded ? "sent" : `after ${period(rule.remindAfter)}`}</Line>
              <Line name="Escalation">
                {escalatedTo ? `to ${escalatedTo}` : `after ${period(rule.escalateAfter)}`}
              </Line>
            </>
          )}
        </dl>
      </div>
    </Panel>
  );
}

function Line({ name, strong, children }: { name: string; strong?: boolean; children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-muted">{name}</dt>
      <dd className={cx("min-w-0 text-right break-words", strong && "font-medium")}>{children}</dd>
    </div>
  );
}
