import type { ReactNode } from "react";
import type { RunEvent } from "@/api/live";
import { JsonView } from "@/ui/JsonView";
import { Markdown } from "@/ui/Markdown";
import { Panel } from "@/ui/Panel";
import { KeyValues, Millis, Money } from "@/ui/values";
import { first, last } from "./facts";
import { Logs } from "./Logs";
import { hasEnded, type Run } from "./useRun";

const time = (millis: number | undefined) => millis !== undefined && <Millis millis={millis} />;
const cost = (usd: string | undefined) => usd !== undefined && <Money usd={usd} />;

function limitsOf({ limits }: Run): [string, ReactNode][] {
  return [
    ["Time", time(limits.timeoutMillis)],
    ["Steps", limits.steps],
    ["Tool calls", limits.toolCalls],
    ["Cost", cost(limits.costUsd)],
    ["Time of a step", time(limits.stepTimeoutMillis)],
    ["Retries of a step", limits.stepRetries],
    ["Cost of a step", cost(limits.stepCostUsd)],
    ["Memory", limits.memoryMiB !== undefined && `${limits.memoryMiB} MiB`],
  ];
}

/** With what a run began, what came of it, and within which limits. */
export function InputOutputTab({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const requested = first(events, "run.requested");
  const logs = (last(events, "run.code-returned") ?? last(events, "run.code-failed"))?.logs ?? [];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
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
        <KeyValues items={limitsOf(run)} />
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
