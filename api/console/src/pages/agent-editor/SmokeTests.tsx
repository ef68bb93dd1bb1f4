import { CircleCheck, CircleX, Copy, FlaskConical, Play, Plus, X } from "lucide-react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useFormOfDefinition, usePart } from "@/editing/context";
import { FindingsAt } from "@/editing/Part";
import { JsonPart, TextPart } from "@/editing/parts";
import type { Document } from "@/editing/pointers";
import { Button, IconButton } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Millis } from "@/ui/values";

const POINTER = "/smokeTests";

/** Inputs that the agent must manage, and what it should answer. */
export function TestParts() {
  const { editing } = useFormOfDefinition();
  const [tests = [], set] = usePart<Document[]>(POINTER);
  const add = (test: Document) => set([...tests, test]);
  const remove = (index: number) => {
    // What was typed belongs to its test by number, which the later ones are about to lose.
    for (const pointer of Object.keys(editing.rough).filter((each) => each.startsWith(`${POINTER}/`))) {
      editing.setRough(pointer, undefined);
    }
    set(tests.length === 1 ? undefined : tests.filter((_, at) => at !== index));
  };
  if (tests.length === 0) {
    return (
      <EmptyState
        icon={FlaskConical}
        title="No smoke tests"
        action={<Button icon={Plus} onClick={() => add({ name: "", input: {} })}>Add a smoke test</Button>}
      >
        They run before a promotion, so that nobody relies on an agent that cannot manage a plain input.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-4">
      <FindingsAt pointer={POINTER} />
      {tests.map((test, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="space-y-3 rounded-lg border border-line p-4">
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <TextPart pointer={`${POINTER}/${index}/name`} label={`Test ${index + 1}`} placeholder="an empty text" />
            </div>
            <IconButton icon={Copy} label={`Duplicate test ${index + 1}`} onClick={() => add({ ...test, name: `${String(test.name)} copy` })} className="mt-5" />
            <IconButton icon={X} label={`Remove test ${index + 1}`} onClick={() => remove(index)} className="mt-5" />
          </div>
          <div className="grid gap-3 md:grid-cols-2">
            <JsonPart pointer={`${POINTER}/${index}/input`} label={`Input of test ${index + 1}`} optional />
            <JsonPart pointer={`${POINTER}/${index}/expectedOutput`} label={`Expected output of test ${index + 1}`} optional />
          </div>
        </div>
      ))}
      <Button icon={Plus} onClick={() => add({ name: "", input: {} })}>
        Add a smoke test
      </Button>
    </div>
  );
}

/** Runs the smoke tests of what is typed; nothing is saved. */
export function SmokeRunPanel({ definition, forbidden }: { definition: Document; forbidden: string | undefined }) {
  const run = useWrite("post", "/api/v1/agents/smoke-run", { toastProblem: false });
  const count = Array.isArray(definition.smokeTests) ? definition.smokeTests.length : 0;
  return (
    <Panel
      title="Smoke test run"
      actions={
        <Button
          icon={Play}
          busy={run.isPending}
          forbidden={forbidden ?? (count === 0 ? "There are no smoke tests" : undefined)}
          onClick={() => run.mutate({ body: definition as never })}
        >
          Run
        </Button>
      }
    >
      {run.error ? (
        <ProblemPanel problem={run.error} />
      ) : run.data ? (
        <ul className="space-y-3">
          {run.data.results.map((result) => (
            <SmokeResult key={result.name} result={result} />
          ))}
        </ul>
      ) : (
        <p className="text-muted">{count === 0 ? "The definition has none." : "Tries what you typed. Nothing is saved."}</p>
      )}
    </Panel>
  );
}

function SmokeResult({ result }: { result: Schema["Result"] }) {
  const Icon = result.passed ? CircleCheck : CircleX;
  return (
    <li className="space-y-1">
      <p className="flex items-center gap-2">
        <Icon aria-label={result.passed ? "Passed" : "Failed"} className={result.passed ? "size-4 shrink-0 text-good" : "size-4 shrink-0 text-bad"} />
        <span className="min-w-0 flex-1 truncate">{result.name}</span>
        <span className="text-xs text-muted">
          <Millis millis={result.durationMillis} />
        </span>
      </p>
      {result.findings.map((finding) => (
        <p key={`${finding.pointer} ${finding.message}`} className="pl-6 text-xs break-words text-bad">
          {finding.message}
        </p>
      ))}
      {!result.passed && result.output !== undefined && <JsonView label={`Output of ${result.name}`} value={result.output} />}
    </li>
  );
}
