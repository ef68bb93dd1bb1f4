import type { Checks } from "@/editing/useChecks";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { StatusChip } from "@/ui/StatusChip";
import { Millis } from "@/ui/values";
import type { Kind } from "./kinds";

/** How what is typed did with an example input, as part of each validation. */
export function DryRunPanel({ checks: { dryRun }, kind }: { checks: Checks; kind: Kind }) {
  const model = kind === "context" || kind === "orchestrator";
  return (
    <Panel
      title="Dry run"
      actions={dryRun?.performed && <StatusChip status={dryRun.passed ? "passed" : "failed"} />}
    >
      {dryRun?.performed ? (
        <div className="space-y-3">
          <p className="text-xs text-muted">
            Took <Millis millis={dryRun.durationMillis} /> with this input; nothing was recorded.
          </p>
          {dryRun.findings.map(({ pointer, message }) => (
            <p key={`${pointer} ${message}`} className="text-sm break-words text-bad">
              {message}
            </p>
          ))}
          <JsonView label="Input of the dry run" value={dryRun.input ?? null} />
          {dryRun.output !== undefined && <JsonView label="Output of the dry run" value={dryRun.output} />}
        </div>
      ) : (
        <p className="text-muted">
          {model
            ? "A model is not asked while you type, since it costs. Try the agent in the playground once it is saved."
            : "Runs as soon as no error stands against the definition."}
        </p>
      )}
    </Panel>
  );
}
