import { useNavigate } from "@tanstack/react-router";
import { useWrite } from "@/api/queries";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Form, Select, TextArea } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useUrlState } from "@/ui/urlState";
import { useDraft } from "@/ui/useDraft";
import type { Step } from "../step";
import type { Run } from "../useRun";
import { changesOf, faultIn, type Typed } from "./fork";
import { ResultFields } from "./ResultFields";
import { answered } from "./useRetake";
import { VersionField } from "./VersionField";

interface ForkDialogProps {
  run: Run;
  steps: readonly Step[];
  onClose: () => void;
}

/** Asks where a new run leaves this one and what is different from there, and goes to it. */
export function ForkDialog({ run, steps, onClose }: ForkDialogProps) {
  const [search, change] = useUrlState();
  const navigate = useNavigate();
  const possible = answered(steps);
  const last = possible.at(-1)?.step ?? 1;
  const after = possible.some(({ step }) => step === Number(search.after)) ? Number(search.after) : last;
  const calls = steps.filter((step) => step.step === after && step.callId !== undefined);
  const draft = useDraft<Typed>(`fork.${run.runId}`, { version: String(run.version.number), message: "", results: {} });
  const { version, message, results } = draft.value;
  const set = (more: Partial<Typed>) => draft.set((before) => ({ ...before, ...more }));
  const fault = faultIn(draft.value, calls);
  const fork = useWrite("post", "/api/v1/runs/{run}/fork", {
    done: "A new run goes on",
    toastProblem: false,
    onSuccess: (begun) => {
      draft.clear();
      void navigate({ to: "/runs/$run", params: { run: begun.runId } });
    },
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Fork this run"
      description="A new run takes over what was said up to a step and goes its own way from there. This run stays as it is."
    >
      <Form
        problem={fork.error}
        onSubmit={() => {
          if (!fork.isPending && fault === undefined) {
            fork.mutate({ path: { run: run.runId }, body: { afterStep: after, changes: changesOf(draft.value, calls) } });
          }
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Go on after" pointer="/afterStep">
            <Select value={after} onChange={({ target }) => change({ after: target.value })}>
              {possible.map(({ step, name }) => (
                <option key={step} value={step}>
                  Step {step}, {name}
                </option>
              ))}
            </Select>
          </Field>
          <VersionField run={run} value={version} onChange={(next) => set({ version: next })} />
        </div>
        <Field
          label="Tell the model"
          optional={calls.length > 0}
          hint={
            calls.length > 0
              ? "Said to the model in addition to what it knows by then"
              : "This was the model's last word, so it needs something to answer to"
          }
        >
          <TextArea rows={3} value={message} onChange={({ target }) => set({ message: target.value })} />
        </Field>
        <ResultFields calls={calls} results={results} onChange={(next) => set({ results: next })} />
        {fork.error && <ProblemPanel problem={fork.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={fork.isPending} forbidden={fault}>
            Fork
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
