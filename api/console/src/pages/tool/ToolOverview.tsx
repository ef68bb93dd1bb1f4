import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { duration, period, whole } from "@/format/format";
import { useForbidden } from "@/session/useMe";
import { CodeView } from "@/ui/code";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { StatusChip } from "@/ui/StatusChip";
import { KeyValues, When } from "@/ui/values";
import { EffectChip } from "../tools/EffectChip";
import { APPROVAL_RULES, EFFECTS } from "../tools/words";

type Tool = Schema["ToolView"];
type Definition = Schema["ToolDefinition"];

/** What a tool is, and under which rules it is called. */
export function ToolOverview({ tool }: { tool: Tool }) {
  const definition = tool.definition!;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Rules tool={tool} definition={definition} />
      <div className="min-w-0 space-y-4">
        <Reach definition={definition} />
        <Panel title="About">
          <KeyValues
            items={[
              ["Kind", tool.kind === "http" ? "HTTP call" : "Function"],
              ["Version", tool.latest.number],
              ["Registered", <><When at={tool.createdAt} key="at" /> by {tool.createdBy}</>],
              ["Changed", <><When at={tool.updatedAt} key="at" /> by {tool.updatedBy}</>],
            ]}
          />
        </Panel>
      </div>
      <Panel title="Arguments">
        <JsonView label="Input schema" value={definition.inputSchema ?? {}} open={4} />
      </Panel>
      <Panel title="Result">
        {definition.outputSchema ? (
          <JsonView label="Output schema" value={definition.outputSchema} open={4} />
        ) : (
          <p className="text-muted">Anything: no output schema checks it.</p>
        )}
      </Panel>
      <div className="min-w-0 lg:col-span-2">
        {definition.http ? (
          <HttpPanel http={definition.http} />
        ) : (
          <Panel title="Code">
            <CodeView label="Code" language="javascript" text={definition.code ?? ""} />
          </Panel>
        )}
      </div>
    </div>
  );
}

function Rules({ tool, definition }: { tool: Tool; definition: Definition }) {
  const { approval, timeoutMillis, retries, quotaPerMinute } = definition;
  const asked = tool.approval === "never" ? undefined : approval;
  return (
    <Panel title="Rules of a call">
      <KeyValues
        items={[
          ["Effect", <Said key="effect" chip={<EffectChip effect={tool.effect} />}>{EFFECTS[tool.effect]}</Said>],
          ["Approval", APPROVAL_RULES[tool.approval]],
          ["Condition", approval?.condition && <code key="when" className="font-mono text-xs break-all">{approval.condition}</code>],
          ["Who may allow it", asked && electorate(asked)],
          ["Unanswered", asked && `${asked.onExpiry === "fail" ? "Fails the run" : "Rejects the call"} after ${period(asked.expireAfter ?? "PT24H")}`],
          ["Time of a call", timeoutMillis === undefined ? undefined : duration(timeoutMillis)],
          ["Retries", retries],
          ["Quota", quotaPerMinute === undefined ? "None" : `${whole(quotaPerMinute)} calls a minute, by all agents`],
        ]}
      />
    </Panel>
  );
}

function electorate({ approver, count = 1 }: Schema["ToolApproval"]): string {
  return `${count === 1 ? "One person" : `${count} people`} with the role ${approver}`;
}

function Said({ chip, children }: { chip: ReactNode; children: ReactNode }) {
  return (
    <>
      {chip}
      <span className="mt-1 block text-xs text-muted">{children}</span>
    </>
  );
}

/** Where calls go, what they show there, and what may come back. */
function Reach({ definition }: { definition: Definition }) {
  const { credential, egress, http } = definition;
  return (
    <Panel title="Reach">
      {http ? (
        <KeyValues
          items={[
            ["Credential", credential ? <Credential key="credential" name={credential} /> : "None"],
            ["Hosts", egress?.hosts?.length ? <code key="hosts" className="font-mono text-xs break-all">{egress.hosts.join(", ")}</code> : "That of the URL"],
            ["Private networks", egress?.allowPrivate ? "May be called" : "Never called"],
            ["Most of a response", egress?.maxResponseBytes === undefined ? undefined : `${whole(egress.maxResponseBytes)} bytes`],
          ]}
        />
      ) : (
        <p className="text-muted">Nothing: code runs in a sandbox without network and files.</p>
      )}
    </Panel>
  );
}

function Credential({ name }: { name: string }) {
  const forbidden = useForbidden("builder");
  const { data, error } = useQuery({
    ...reading("/api/v1/credentials/{credential}", { path: { credential: name } }),
    enabled: forbidden === undefined,
  });
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Link to="/tools" search={{ credential: name }} title="Tools with this credential" className="font-mono text-xs text-accent hover:underline">
        {name}
      </Link>
      {data && <StatusChip status={data.status} />}
      {error?.status === 404 && <StatusChip status="missing" tone="bad" label="Not stored" />}
    </span>
  );
}

function HttpPanel({ http }: { http: Schema["HttpConfiguration"] }) {
  const rest = { query: http.query, headers: http.headers, responseMapping: http.responseMapping };
  const filled = Object.entries(rest).filter(([, value]) => value && Object.keys(value).length > 0);
  return (
    <Panel title="HTTP call">
      <div className="space-y-3">
        <p className="font-mono text-sm break-all">
          <strong className="mr-2 font-semibold">{http.method}</strong>
          {http.url}
        </p>
        {filled.length > 0 && <JsonView label="Query, headers and mapping" value={Object.fromEntries(filled)} open={3} />}
        {http.body && <CodeView label="Body" language="text" text={http.body} />}
      </div>
    </Panel>
  );
}
