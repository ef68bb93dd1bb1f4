import type { ReactNode } from "react";
import type { Schema } from "@/api/types";
import { duration, money } from "@/format/format";
import { CodeView } from "@/ui/code";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { KeyValues } from "@/ui/values";
import type { Agent } from "./lifecycle/actions";
import { Names, Tags } from "./overview/About";
import { useShownDefinition } from "./versions/useVersion";
import { VersionChoice } from "./versions/VersionChoice";

type Definition = Schema["AgentDefinition"];

/** Every member of the definition, as people read it. */
export function ConfigurationTab({ agent }: { agent: Agent }) {
  const { number, definition, problem, retry } = useShownDefinition(agent);
  return (
    <>
      <VersionChoice agent={agent} number={number} />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : definition ? (
        <div className="space-y-4">
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <Identity definition={definition} />
            <Limits limits={definition.limits ?? {}} />
          </div>
          <Behaviour definition={definition} />
          <Documents definition={definition} />
        </div>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

function Identity({ definition }: { definition: Definition }) {
  return (
    <Panel title="Identity">
      <KeyValues
        items={[
          ["Name", definition.name],
          ["Slug", <code key="slug" className="font-mono text-xs">{definition.slug}</code>],
          ["Kind", definition.kind],
          ["Description", definition.description],
          ["Tags", definition.tags?.length ? <Tags key="tags" tags={definition.tags} /> : undefined],
          ["Takes", definition.inputModes?.join(", ")],
          ["Answers", definition.outputModes?.join(", ")],
        ]}
      />
    </Panel>
  );
}

const millis = (value: number | undefined) => (value === undefined ? undefined : duration(value));
const usd = (value: string | undefined) => (value === undefined ? undefined : money(value));

function Limits({ limits }: { limits: Schema["Limits"] }) {
  const items: [string, ReactNode][] = [
    ["Time of a run", millis(limits.timeoutMillis)],
    ["Time of a step", millis(limits.stepTimeoutMillis)],
    ["Steps of a run", limits.steps],
    ["Tool calls of a run", limits.toolCalls],
    ["Retries of a step", limits.stepRetries],
    ["Cost of a run", usd(limits.costUsd)],
    ["Cost of a step", usd(limits.stepCostUsd)],
    ["Memory", limits.memoryMiB && `${limits.memoryMiB} MiB`],
  ];
  return (
    <Panel title="Limits">
      {items.every(([, value]) => value === undefined) ? (
        <p className="text-sm text-muted">None of its own; those of the server hold.</p>
      ) : (
        <KeyValues items={items} />
      )}
    </Panel>
  );
}

function Behaviour({ definition }: { definition: Definition }) {
  const { model, http, systemPrompt, tools = [], members = [] } = definition;
  return (
    <>
      {(model || tools.length > 0 || members.length > 0) && (
        <Panel title="Behaviour">
          <KeyValues
            items={[
              ["Model", model?.name],
              ["Falls back on", model?.fallbacks?.join(", ")],
              ["Temperature", model?.temperature],
              ["Top P", model?.topP],
              ["Output tokens", model?.maxOutputTokens],
              ["Repairs", model?.repairs],
              ["Tools", tools.length > 0 ? <Names key="tools" names={tools} to="tool" /> : undefined],
              ["Members", members.length > 0 ? <Names key="members" names={members} to="agent" /> : undefined],
            ]}
          />
        </Panel>
      )}
      {systemPrompt && (
        <Panel title="System prompt">
          <p className="max-w-prose whitespace-pre-wrap">{systemPrompt.trimEnd()}</p>
        </Panel>
      )}
      {http && (
        <Panel title="Request">
          <div className="space-y-3">
            <p className="font-mono text-xs break-all">
              <strong className="font-medium">{http.method}</strong> {http.url}
            </p>
            {http.headers && <JsonView label="Headers" value={http.headers} />}
            {http.query && <JsonView label="Query" value={http.query} />}
            {http.body && <CodeView label="Body" language="text" text={http.body} />}
            {http.responseMapping && <JsonView label="Response mapping" value={http.responseMapping} />}
            {http.sampleResponse !== undefined && <JsonView label="Sample response" value={http.sampleResponse} />}
          </div>
        </Panel>
      )}
    </>
  );
}

function Documents({ definition }: { definition: Definition }) {
  const { inputSchema, outputSchema, exampleInput, smokeTests } = definition;
  return (
    <>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Input schema">
          {inputSchema ? <JsonView label="Input schema" value={inputSchema} open={4} /> : <Anything />}
        </Panel>
        <Panel title="Output schema">
          {outputSchema ? <JsonView label="Output schema" value={outputSchema} open={4} /> : <Anything />}
        </Panel>
      </div>
      {exampleInput !== undefined && (
        <Panel title="Example input">
          <JsonView label="Example input" value={exampleInput} />
        </Panel>
      )}
      {smokeTests && smokeTests.length > 0 && (
        <Panel title="Smoke tests">
          <JsonView label="Smoke tests" value={smokeTests} open={1} />
        </Panel>
      )}
    </>
  );
}

function Anything() {
  return <p className="text-sm text-muted">None: anything of the declared form is taken.</p>;
}
