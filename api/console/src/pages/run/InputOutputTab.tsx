import type { RunEvent } from "@/api/live";
import { JsonView } from "@/ui/JsonView";
import { Markdown } from "@/ui/Markdown";
import { Panel } from "@/ui/Panel";
import { KeyValues } from "@/ui/values";
import { first, last } from "./facts";
import { Logs } from "./Logs";
import { hasEnded, type Run } from "./useRun";

const LIMITS: readonly [keyof Run["limits"], string][] = [
  ["timeoutMillis", "Time, in ms"],
  ["steps", "Steps"],
  ["toolCalls", "Tool calls"],
  ["costUsd", "Cost, in US dollars"],
  ["stepTimeoutMillis", "Time of a step, in ms"],
  ["stepRetries", "Retries of a step"],
  ["stepCostUsd", "Cost of a step, in US dollars"],
  ["memoryMiB", "Memory, in MiB"],
];

/** With what a run began, what came of it, and within which limits. */
export function InputOutputTab({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const requested = first(events, "run.requested");
  const logs = (last(events, "run.code-returned") ?? last(events, "run.code-failed"))?.logs ?? [];
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title="Input">
        <Value label="Input" value={run.input} />
      </Panel>
      <Panel title="Output">
        {run.output !== undefined ? (
          <Value label="Output" value={run.output} />
        ) : run.error ? (
          <div className="space-y-3">
            <p className="break-words">
              <strong className="font-medium">{run.error.kind}</strong>: {run.error.message}
            </p>
            {run.error.stack && (
              <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">{run.error.stack}</pre>
            )}
          </div>
        ) : (
          <p className="text-muted">{hasEnded(run) ? "It ended without an output." : "It has not ended yet."}</p>
        )}
      </Panel>
      {logs.length > 0 && (
        <Panel title="Log">
          <Logs lines={logs} />
        </Panel>
      )}
      <Panel title="Limits">
        <KeyValues items={LIMITS.map(([name, label]) => [label, run.limits[name]])} />
      </Panel>
      {requested && (
        <Panel title="Plan">
          <JsonView label="Plan" value={requested.plan} open={1} />
        </Panel>
      )}
    </div>
  );
}

function Value({ label, value }: { label: string; value: unknown }) {
  return typeof value === "string" ? <Markdown text={value} /> : <JsonView label={label} value={value ?? null} />;
}
