import type { Problem } from "@/api/problem";
import { Changes } from "@/ui/Changes";
import { IdChip } from "@/ui/IdChip";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";

/** Why a decision was refused; what changed, when it was about something that is no more. */
export function Stale({ problem }: { problem: Problem }) {
  const { expected, actual, difference } = problem.body;
  return (
    <>
      <ProblemPanel problem={problem} />
      {problem.kind === "stale" && (
        <Panel title="What changed meanwhile">
          <div className="space-y-3">
            <p className="text-muted">
              Approvals hold for exactly what was asked. This is something else by now, so nobody can agree to it any
              more; it has to be asked for again.
            </p>
            {expected?.hash && actual?.hash && (
              <p className="flex flex-wrap items-center gap-1">
                Asked for <IdChip id={expected.hash} /> · now <IdChip id={actual.hash} />
              </p>
            )}
            {difference && <Changes changes={difference.changes} beforeLabel="Asked for" afterLabel="Now" />}
          </div>
        </Panel>
      )}
    </>
  );
}
