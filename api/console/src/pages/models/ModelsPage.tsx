import { Cpu } from "lucide-react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { compact, duration } from "@/format/format";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip, type Tone } from "@/ui/StatusChip";
import { Money, Tokens } from "@/ui/values";

type Model = Schema["ModelView"];

const POLL_MILLIS = 15_000;

const REHEARSAL = "rehearsal";

const HEALTH: Record<Model["health"]["state"], Tone> = { unknown: "calm", up: "good", degraded: "warn", down: "bad" };

const CAPABILITIES: Record<keyof Model["capabilities"], string> = {
  tools: "tools",
  structuredOutput: "structured output",
  streaming: "streaming",
  vision: "vision",
};

const COLUMNS: readonly Column<Model>[] = [
  {
    id: "name",
    header: "Model",
    wide: true,
    cell: (model) => (
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium break-all text-ink">{model.name}</span>
          {model.isDefault && <StatusChip status="default" tone="info" />}
          {model.protocol === REHEARSAL && <StatusChip status={REHEARSAL} tone="warn" />}
        </p>
        <p className="text-xs text-muted md:whitespace-normal">
          {model.protocol === REHEARSAL
            ? "Asks nobody: it follows the script of a run, or answers from the schemas it is given."
            : `By ${model.provider}, over ${model.protocol}`}
        </p>
      </div>
    ),
  },
  { id: "health", header: "Health", cell: ({ health }) => <Health health={health} /> },
  {
    id: "window",
    header: "Window",
    align: "right",
    cell: ({ contextWindow }) => (
      <>
        <span className="md:hidden">Window </span>
        {contextWindow ? <Tokens count={contextWindow} /> : "unknown"}
      </>
    ),
  },
  {
    id: "output",
    header: "Longest answer",
    align: "right",
    secondary: true,
    cell: ({ maxOutputTokens }) => (maxOutputTokens ? <Tokens count={maxOutputTokens} /> : "unknown"),
  },
  {
    id: "capabilities",
    header: "Can do",
    secondary: true,
    cell: ({ capabilities }) => abilities(capabilities),
  },
  { id: "price", header: "In and out, per million", align: "right", cell: ({ price }) => <Price price={price} /> },
];

export function ModelsPage() {
  const list = useList("/api/v1/models", {}, POLL_MILLIS);
  const onlyRehearsed = list.items?.every(({ protocol }) => protocol === REHEARSAL);
  return (
    <>
      <PageHeader
        title="Models"
        description="What agents can think with, as this program is configured. Health is what it has seen since it started."
      />
      {onlyRehearsed && (
        <p className="mb-4 rounded-md bg-info-soft px-3 py-2">
          No provider is configured yet, so every run is a rehearsal. Start the program with{" "}
          <code className="font-mono text-xs">OPENAI_API_KEY</code>,{" "}
          <code className="font-mono text-xs">ANTHROPIC_API_KEY</code> or{" "}
          <code className="font-mono text-xs">GOOGLE_API_KEY</code> to call real models.
        </p>
      )}
      <DataTable
        label="Models"
        list={list}
        columns={COLUMNS}
        rowKey={(model) => model.name}
        empty={<EmptyState icon={Cpu} title="No models are configured">Agents of the kind context need one to run.</EmptyState>}
      />
    </>
  );
}

function Health({ health: { state, medianLatencyMillis, lastFailure } }: { health: Model["health"] }) {
  return (
    <div className="max-w-72">
      <StatusChip status={state} tone={HEALTH[state]} />
      {medianLatencyMillis !== undefined && (
        <span className="ml-2 text-xs tabular">{duration(medianLatencyMillis)} in the median</span>
      )}
      {lastFailure && (
        <p className="truncate text-xs text-muted" title={lastFailure}>
          Last failure: {lastFailure}
        </p>
      )}
    </div>
  );
}

function Price({ price }: { price: Model["price"] }) {
  return price ? (
    <span title={`By version ${compact(price.bookVersion)} of the price book`}>
      <Money usd={price.input} /> · <Money usd={price.output} />
    </span>
  ) : (
    <span className="text-warn">No price</span>
  );
}

function abilities(capabilities: Model["capabilities"]): string {
  const held = (Object.keys(CAPABILITIES) as (keyof typeof CAPABILITIES)[]).filter((name) => capabilities[name]);
  return held.map((name) => CAPABILITIES[name]).join(", ") || "Text only";
}
