import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { Dialog } from "@/ui/Dialog";
import { Field, Form, Select, TextArea } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { useDraft } from "@/ui/useDraft";
import type { Agent } from "../lifecycle/actions";
import { useVersion } from "../versions/useVersion";
import { exampleOf, fieldsOf, readJson } from "./input";
import { InputForm } from "./InputForm";
import { waysOf, type Way } from "./ways";

const NAMES: Record<Way, string> = { form: "Form", json: "JSON", text: "Text" };

interface StartRunProps {
  agent: Agent;
  onClose: () => void;
}

/** Asks for the input of a run, and goes to the run. */
export function StartRun({ agent, onClose }: StartRunProps) {
  const [number, setNumber] = useState(agent.active?.number ?? agent.latest.number);
  const version = useVersion(agent, number);
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`Run ${agent.name}`}
      description={
        number === agent.active?.number
          ? "By the version that serves."
          : "By a version that does not serve: a trial, on record like any other run."
      }
    >
      {version.error ? (
        <ProblemPanel problem={version.error} retry={() => void version.refetch()} />
      ) : version.data?.definition ? (
        <Order key={number} agent={agent} number={number} onNumber={setNumber} definition={version.data.definition} onClose={onClose} />
      ) : (
        <Skeleton lines={5} />
      )}
    </Dialog>
  );
}

interface OrderProps extends StartRunProps {
  number: number;
  onNumber: (number: number) => void;
  definition: NonNullable<Agent["definition"]>;
}

function Order({ agent, number, onNumber, definition, onClose }: OrderProps) {
  const navigate = useNavigate();
  const fields = fieldsOf(definition.inputSchema);
  const ways = waysOf(fields.length > 0, definition.inputModes ?? []);
  const draft = useDraft(`run.${agent.agentId}`, {
    way: ways[0]!,
    json: JSON.stringify(exampleOf(definition.exampleInput, definition.inputSchema), null, 2),
    text: "",
  });
  const { way: wanted, json, text } = draft.value;
  const way = ways.includes(wanted) ? wanted : ways[0]!;
  const read = readJson(json);
  const start = useWrite("post", "/api/v1/runs", {
    done: "Run started",
    toastProblem: false,
    onSuccess: (run) => {
      draft.clear();
      // Going back leads to where the run was wished for, not to this question again.
      void navigate({ to: "/runs/$run", params: { run: run.runId }, replace: true });
    },
  });
  const fault = way !== "text" ? read.fault : undefined;
  return (
    <Form
      problem={start.error}
      onSubmit={() => {
        if (!start.isPending && fault === undefined) {
          start.mutate({
            body: {
              agent: agent.agentId,
              input: way === "text" ? text : read.fault === undefined ? read.value : undefined,
              ...(number === agent.active?.number ? {} : { version: String(number) }),
            },
          });
        }
      }}
    >
      <div className="flex flex-wrap items-end justify-between gap-3">
        {ways.length > 1 && (
          <div role="group" aria-label="Give the input as" className="flex gap-1">
            {ways.map((each) => (
              <Button
                key={each}
                look={each === way ? "secondary" : "quiet"}
                aria-pressed={each === way}
                onClick={() => draft.set((before) => ({ ...before, way: each }))}
              >
                {NAMES[each]}
              </Button>
            ))}
          </div>
        )}
        <Field label="Version">
          <Select value={number} onChange={({ target }) => onNumber(Number(target.value))}>
            {Array.from({ length: agent.latest.number }, (_, index) => agent.latest.number - index).map((each) => (
              <option key={each} value={each}>
                {`v${each}${each === agent.active?.number ? ", active" : ""}`}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {way === "text" ? (
        <Field label="Input">
          <TextArea rows={5} value={text} onChange={({ target }) => draft.set((before) => ({ ...before, text: target.value }))} />
        </Field>
      ) : way === "json" || read.fault !== undefined ? (
        <Field label="Input as JSON" error={fault && `This is no JSON: ${fault}`}>
          <CodeEditor label="Input as JSON" language="json" text={json} onChange={(next) => draft.set((before) => ({ ...before, json: next }))} />
        </Field>
      ) : (
        <InputForm
          fields={fields}
          input={read.value}
          onChange={(input) => draft.set((before) => ({ ...before, json: JSON.stringify(input, null, 2) }))}
        />
      )}
      {start.error && <ProblemPanel problem={start.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={start.isPending} forbidden={fault && "The input is no JSON yet"}>
          Start the run
        </Button>
      </div>
    </Form>
  );
}
