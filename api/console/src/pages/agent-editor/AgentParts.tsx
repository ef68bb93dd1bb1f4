import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { HttpParts } from "@/editing/HttpParts";
import { WordsPart } from "@/editing/lists";
import { FindingsAt } from "@/editing/Part";
import { CodePart, JsonPart, LongTextPart, NumberPart, TextPart } from "@/editing/parts";
import { useFormOfDefinition } from "@/editing/context";
import { slugOf, type Kind } from "./kinds";
import { MembersPart, ToolsPart } from "./NamedParts";

const MEDIA_TYPES = ["application/json", "text/plain"];

/** What every agent has of its own. `fixed`: it exists, so its slug stays. */
export function IdentityParts({ fixed = false }: { fixed?: boolean }) {
  const { editing } = useFormOfDefinition();
  const name = (text: string) => {
    // The slug follows the name until somebody writes one.
    const follows = !fixed && editing.value.slug === slugOf(String(editing.value.name ?? ""));
    editing.set("/name", text);
    if (follows) {
      editing.set("/slug", slugOf(text));
    }
  };
  return (
    <>
      <TextPart pointer="/name" label="Name" placeholder="Order assistant" onText={name} />
      <TextPart
        pointer="/slug"
        label="Slug"
        hint={fixed ? "Names the agent in the API. It never changes." : "Names the agent in the API and never changes: lower-case letters, digits and hyphens."}
        readOnly={fixed}
        mono
      />
      <LongTextPart pointer="/description" label="Description" hint="What it does for whoever uses it. Orchestrators read it too." optional />
      <WordsPart pointer="/tags" label="Tags" placeholder="orders, support" optional />
      <FindingsAt pointer="" />
    </>
  );
}

export function BehaviourParts({ kind }: { kind: Kind }) {
  if (kind === "function") {
    return <CodePart pointer="/code" label="Code" hint="Assign a handler to module.exports: it gets the input and ctx, and returns the output. It runs without network and files." />;
  }
  if (kind === "api") {
    return <HttpParts />;
  }
  return (
    <>
      <LongTextPart
        pointer="/systemPrompt"
        label="System prompt"
        rows={10}
        placeholder="You help customers with questions about their orders…"
        hint="What the model is told before anything else."
      />
      {kind === "orchestrator" && <MembersPart />}
      <ModelParts />
      <ToolsPart />
    </>
  );
}

function ModelParts() {
  const models = useQuery(reading("/api/v1/models")).data?.items ?? [];
  const names = models.map(({ name }) => name);
  const usual = models.find(({ isDefault }) => isDefault)?.name;
  return (
    <fieldset className="rounded-lg border border-line px-4 pb-4">
      <legend className="px-1 font-medium">Model</legend>
      <div className="space-y-4 pt-2">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextPart pointer="/model/name" label="Model" placeholder={usual ?? "The platform's default"} suggestions={names} mono optional />
          <NumberPart pointer="/model/temperature" label="Temperature" min={0} max={2} step={0.1} optional />
          <NumberPart pointer="/model/topP" label="Top P" min={0} max={1} step={0.05} optional />
          <NumberPart pointer="/model/maxOutputTokens" label="Most output tokens" min={1} step={1} optional />
          <NumberPart pointer="/model/repairs" label="Repairs" min={0} max={10} step={1} hint="Asked again when an answer does not fit the output schema." optional />
        </div>
        <WordsPart pointer="/model/fallbacks" label="Fallbacks" suggestions={names} hint="Asked in this order when the first cannot answer." optional />
        <FindingsAt pointer="/model" />
      </div>
    </fieldset>
  );
}

export function SchemaParts() {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <WordsPart pointer="/inputModes" label="Accepts" suggestions={MEDIA_TYPES} hint="Media types of the input." />
        <WordsPart pointer="/outputModes" label="Answers with" suggestions={MEDIA_TYPES} hint="Media types of the output." />
      </div>
      <JsonPart pointer="/inputSchema" label="Input schema" hint="JSON Schema 2020-12. Examples in it are used by the dry run." optional />
      <JsonPart pointer="/outputSchema" label="Output schema" hint="What the agent answers is checked against it." optional />
      <JsonPart pointer="/exampleInput" label="Example input" hint="For the dry run; made from the input schema when left empty." optional />
    </>
  );
}

const DEFAULT = "The platform's default";

export function LimitParts({ kind }: { kind: Kind }) {
  const code = kind === "function";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberPart
        pointer="/limits/timeoutMillis"
        label="Time of a run, ms"
        min={1}
        max={code ? 30_000 : 86_400_000}
        placeholder={DEFAULT}
        hint={code ? "30,000 at most." : "Without the time in which it waits for people."}
        optional
      />
      {code ? (
        <NumberPart pointer="/limits/memoryMiB" label="Memory of the sandbox, MiB" min={4} max={256} placeholder={DEFAULT} hint="From 4 to 256." optional />
      ) : (
        <>
          <NumberPart pointer="/limits/steps" label="Steps" min={1} max={1000} placeholder={DEFAULT} hint="Model and tool calls of one run." optional />
          <NumberPart pointer="/limits/toolCalls" label="Tool calls" min={0} max={1000} placeholder={DEFAULT} optional />
          <TextPart pointer="/limits/costUsd" label="Cost of a run, US$" placeholder="None; such as 0.10" optional />
          <NumberPart pointer="/limits/stepTimeoutMillis" label="Time of a step, ms" min={1} max={3_600_000} placeholder={DEFAULT} optional />
          <NumberPart pointer="/limits/stepRetries" label="Retries of a model call" min={0} max={10} placeholder={DEFAULT} optional />
          <TextPart pointer="/limits/stepCostUsd" label="Cost of a model call, US$" placeholder="None; such as 0.02" optional />
        </>
      )}
    </div>
  );
}
