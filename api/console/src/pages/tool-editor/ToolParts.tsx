import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { usePart } from "@/editing/context";
import { HttpParts } from "@/editing/HttpParts";
import { WordsPart } from "@/editing/lists";
import { FindingsAt } from "@/editing/Part";
import { CheckPart, ChoicePart, CodePart, JsonPart, LongTextPart, NumberPart, TextPart } from "@/editing/parts";
import { useForbidden } from "@/session/useMe";
import { Panel } from "@/ui/Panel";
import { EFFECTS } from "../tools/words";
import type { Kind } from "./tools";

const EFFECT_OPTIONS = [
  { value: "read", label: "Read" },
  { value: "idempotent", label: "Idempotent" },
  { value: "effectful", label: "Effectful" },
];
const NEEDS = [
  { value: "always", label: "Always" },
  { value: "never", label: "Never" },
  { value: "when", label: "When a condition holds" },
];
const APPROVERS = ["approver", "operator", "admin"].map((value) => ({ value, label: value }));
const EXPIRIES = [
  { value: "reject", label: "Reject the call" },
  { value: "fail", label: "Fail the run" },
];

/** All parts of a tool. `fixed`: it exists, so its name stays. */
export function ToolParts({ kind, fixed = false }: { kind: Kind; fixed?: boolean }) {
  const [effect] = usePart<keyof typeof EFFECTS>("/effect");
  return (
    <>
      <Panel title="Identity">
        <div className="space-y-4">
          <TextPart
            pointer="/name"
            label="Name"
            placeholder="find_order"
            hint={fixed ? "Names the tool to agents and models. It never changes." : "Names the tool to agents and models and never changes: lower-case letters, digits and underscores."}
            readOnly={fixed}
            mono
          />
          <LongTextPart pointer="/description" label="Description" placeholder="Finds an order by its number." hint="What a model is told about the tool: it decides by this when to call it." />
          <ChoicePart pointer="/effect" label="Effect of a call" options={EFFECT_OPTIONS} hint={effect && EFFECTS[effect]} />
          <FindingsAt pointer="" />
        </div>
      </Panel>
      <Panel title={kind === "http" ? "HTTP call" : "Code"}>
        <div className="space-y-4">
          {kind === "http" ? (
            <HttpParts />
          ) : (
            <CodePart pointer="/code" label="Code" hint="Assign a handler to module.exports: it gets the arguments and returns the result. It runs without network and files." />
          )}
        </div>
      </Panel>
      <Panel title="Arguments and result">
        <div className="space-y-4">
          <JsonPart pointer="/inputSchema" label="Input schema" hint="JSON Schema 2020-12 of the arguments. A model sees it too." />
          <JsonPart pointer="/outputSchema" label="Output schema" hint="The result is checked against it; anything goes without one." optional />
        </div>
      </Panel>
      {kind === "http" && <Reach />}
      <Approval />
      <Panel title="Limits">
        <div className="grid gap-4 sm:grid-cols-3">
          <NumberPart pointer="/timeoutMillis" label="Time of a call, ms" min={1} placeholder="30000" optional />
          <NumberPart pointer="/retries" label="Retries" min={0} max={10} placeholder={effect === "effectful" ? "0" : "2"} optional />
          <NumberPart pointer="/quotaPerMinute" label="Calls a minute" min={1} hint="By all agents together." optional />
        </div>
      </Panel>
    </>
  );
}

function Reach() {
  const forbidden = useForbidden("builder");
  const credentials = useQuery({ ...reading("/api/v1/credentials"), enabled: forbidden === undefined });
  const stored = credentials.data?.items.filter(({ status }) => status === "stored") ?? [];
  return (
    <Panel title="Reach">
      <div className="space-y-4">
        <ChoicePart
          pointer="/credential"
          label="Credential"
          none="None"
          options={stored.map(({ name, kind }) => ({ value: name, label: `${name} (${kind})` }))}
          hint="The stored secret that a call uses. A definition holds only its name."
          optional
        />
        <WordsPart pointer="/egress/hosts" label="Hosts" placeholder="*.example.com" hint="Where calls may go; the URL's own host when empty." optional />
        <NumberPart pointer="/egress/maxResponseBytes" label="Most bytes of a response" min={1} placeholder="1048576" optional />
        <CheckPart pointer="/egress/allowPrivate" label="Private networks" hint="Allow hosts in a private network or on this machine." />
      </div>
    </Panel>
  );
}

function Approval() {
  const [need] = usePart<string>("/approval/need");
  const [approval, set] = usePart<object>("/approval");
  const choose = (next: string) => set(next === "" ? undefined : { ...approval, need: next });
  return (
    <Panel title="Approval">
      <div className="space-y-4">
        <ChoicePart
          pointer="/approval/need"
          label="When a person must allow a call"
          none="As the effect says: never for what only reads, else always"
          options={NEEDS}
          onChoice={choose}
        />
        {need === "when" && (
          <TextPart pointer="/approval/condition" label="Condition" placeholder="args.amount > 100" hint="CEL over args and agent. A person is asked when it holds, or cannot be judged." mono />
        )}
        {need !== undefined && need !== "never" && (
          <div className="grid gap-4 sm:grid-cols-2">
            <ChoicePart pointer="/approval/approver" label="Who may allow it" none="approver" options={APPROVERS} optional />
            <NumberPart pointer="/approval/count" label="How many must agree" min={1} max={10} placeholder="1" optional />
            <TextPart pointer="/approval/expireAfter" label="The question stands for" placeholder="PT24H" hint="ISO 8601: PT1H is one hour." mono optional />
            <ChoicePart pointer="/approval/onExpiry" label="Then" none="Reject the call" options={EXPIRIES} optional />
          </div>
        )}
      </div>
    </Panel>
  );
}
