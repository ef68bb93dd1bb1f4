import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Findings } from "@/ui/Findings";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { StatusChip, type Tone } from "@/ui/StatusChip";
import { EffectChip } from "../tools/EffectChip";

type Report = Schema["ImportReport"];
type Imported = Report["tools"][number];

const TONES: Record<Imported["outcome"], Tone> = {
  registered: "good",
  revised: "info",
  unchanged: "calm",
  invalid: "bad",
  refused: "bad",
};

/** What of a description became tools, or would; what not, and why; and what is still to be stored. */
export function ImportedTools({ report }: { report: Report }) {
  return (
    <div className="space-y-4">
      <Panel title={report.dryRun ? `What it becomes: ${counted(report.tools.length)}` : `Imported: ${counted(report.tools.length)}`}>
        {report.tools.length === 0 ? (
          <p className="text-muted">No operation can become a tool.</p>
        ) : (
          <ul className="divide-y divide-line">
            {report.tools.map((tool) => (
              <ImportedTool key={tool.operation} tool={tool} dryRun={report.dryRun} />
            ))}
          </ul>
        )}
      </Panel>
      {report.skipped.length > 0 && (
        <Panel title={`Skipped: ${report.skipped.length}`}>
          <ul className="space-y-2">
            {report.skipped.map(({ operation, reason }) => (
              <li key={operation}>
                <code className="font-mono text-sm break-all">{operation}</code>
                <span className="block text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {report.credentials.length > 0 && (
        <Panel title="Credentials it needs">
          <ul className="space-y-2">
            {report.credentials.map((slot) => (
              <Slot key={slot.name} slot={slot} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function ImportedTool({ tool, dryRun }: { tool: Imported; dryRun: boolean }) {
  const { definition, operation, outcome, reason, findings } = tool;
  const there = !dryRun && outcome !== "invalid" && outcome !== "refused";
  return (
    <li className="space-y-1.5 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {there ? (
          <Link to="/tools/$tool" params={{ tool: definition.name }} className="font-mono text-sm font-medium text-accent hover:underline">
            {definition.name}
          </Link>
        ) : (
          <span className="font-mono text-sm font-medium break-all">{definition.name}</span>
        )}
        <StatusChip status={outcome} tone={TONES[outcome]} />
        <EffectChip effect={definition.effect} />
        {definition.approval?.need === "always" && <span className="text-xs text-muted">needs approval</span>}
        {definition.credential && <span className="text-xs text-muted">shows {definition.credential}</span>}
        <code className="ml-auto font-mono text-xs break-all text-muted">{operation}</code>
      </div>
      <p className="text-muted">{definition.description}</p>
      {reason && <p className="text-bad">{reason}</p>}
      {findings.length > 0 && <Findings findings={findings} />}
      <details>
        <summary className="w-fit text-xs text-muted hover:text-ink">Definition</summary>
        <div className="pt-2">
          <JsonView label={`Definition of ${definition.name}`} value={definition} />
        </div>
      </details>
    </li>
  );
}

function Slot({ slot }: { slot: Report["credentials"][number] }) {
  const forbidden = useForbidden("builder");
  const { data, error } = useQuery({
    ...reading("/api/v1/credentials/{credential}", { path: { credential: slot.name } }),
    enabled: forbidden === undefined,
    retry: false,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <code className="font-mono text-sm">{slot.name}</code>
      <span className="text-muted">
        {slot.kind}, for the scheme {slot.scheme}
        {slot.use.hosts.length > 0 && ` at ${slot.use.hosts.join(", ")}`}
      </span>
      {data && <StatusChip status={data.status} />}
      {error?.status === 404 && (
        <>
          <StatusChip status="missing" tone="warn" label="Not stored yet" />
          <Link to="/settings/credentials" className="text-accent hover:underline">
            Store it
          </Link>
        </>
      )}
    </li>
  );
}

function counted(count: number): string {
  return count === 1 ? "1 tool" : `${count} tools`;
}
