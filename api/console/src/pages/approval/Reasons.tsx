import type { Approval } from "@/approvals/standing";
import { Panel } from "@/ui/Panel";

/** Why a person is asked at all. */
export function Reasons({ approval: { reasons } }: { approval: Approval }) {
  return (
    <Panel title="Why a person decides">
      {reasons.length === 0 ? (
        <p className="text-muted">No reason was recorded.</p>
      ) : (
        <ul className="list-disc space-y-1 pl-4">
          {reasons.map((reason) => (
            <li key={reason} className="break-words">
              {reason}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
