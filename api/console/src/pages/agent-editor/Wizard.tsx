import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useState } from "react";
import { reading, useWrite } from "@/api/queries";
import { DefinitionContext } from "@/editing/context";
import { isAnswered, ownFinding } from "@/editing/findings";
import { FindingsPanel } from "@/editing/FindingsPanel";
import { jumpTo } from "@/editing/jump";
import { StartOver } from "@/editing/StartOver";
import { useDefinition } from "@/editing/useDefinition";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { oneOf, useUrlState } from "@/ui/urlState";
import { DryRunPanel } from "./DryRunPanel";
import { KINDS, ORDER, STEPS, stepOf, type Kind, type Step } from "./kinds";
import { SmokeRunPanel } from "./SmokeTests";
import { Stepper } from "./Stepper";
import { kindFindings, unsavable, useAgentChecks } from "./useAgentChecks";
import { WizardStep } from "./WizardStep";

/** Leads through the definition of a new agent. What was typed is kept over a reload. */
export function Wizard({ kind }: { kind: Kind }) {
  const [search, change] = useUrlState();
  const step = oneOf(STEPS, search.step) ?? "identity";
  const editing = useDefinition(`new-agent.${kind}`, KINDS[kind].beginning, ORDER);
  const taken = useTaken(String(editing.value.slug ?? ""));
  const { checks, findings, forbidden } = useAgentChecks(editing, [
    ...(taken ? [ownFinding("/slug", taken)] : []),
    ...kindFindings(editing, kind),
  ]);
  const [seen, setSeen] = useState<readonly Step[]>([]);
  const navigate = useNavigate();
  const create = useWrite("post", "/api/v1/agents", {
    done: (agent) => `Drafted ${agent.name}`,
    toastProblem: false,
    onSuccess: (agent) => {
      editing.clear();
      void navigate({ to: "/agents/$agent", params: { agent: agent.slug } });
    },
  });
  const against = unsavable(findings);
  const at = STEPS.indexOf(step);
  const go = (to: Step) => {
    setSeen([...seen, step]);
    change({ step: to }, { push: true });
    window.scrollTo({ top: 0 });
  };
  const next = STEPS[at + 1];
  const previous = STEPS[at - 1];
  // What nobody has come to yet is not wrong, only still to be done.
  const shown = findings.filter(
    (finding) => isAnswered(editing.value, finding) || seen.includes(step) || step === "review",
  );
  const labels: Record<Step, string> = {
    identity: "Identity",
    behaviour: KINDS[kind].behaviour,
    input: "Input and output",
    limits: "Limits",
    tests: "Smoke tests",
    review: "Review",
  };
  const submit = () => {
    if (next) {
      go(next);
    } else if (!against && !forbidden) {
      create.mutate({ body: editing.value as never });
    }
  };
  return (
    <DefinitionContext value={{ editing, findings: shown }}>
      <Stepper current={step} labels={labels} findings={findings} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form onSubmit={submit} className="min-w-0">
          <section aria-label={labels[step]} className="min-w-0 space-y-4">
            <WizardStep step={step} kind={kind} checks={checks} against={forbidden ?? against} onReview={() => go("review")} />
          </section>
          {create.error && <ProblemPanel problem={create.error} />}
          <div className="flex flex-wrap gap-2 border-t border-line pt-4">
            {previous && (
              <Button icon={ArrowLeft} onClick={() => go(previous)}>
                Back
              </Button>
            )}
            {next ? (
              <Button type="submit" look="primary" icon={ArrowRight}>
                Continue
              </Button>
            ) : (
              <Button type="submit" look="primary" busy={create.isPending} forbidden={forbidden ?? against}>
                Create draft
              </Button>
            )}
            <StartOver editing={editing} />
          </div>
        </Form>
        <aside aria-label="Checks" className="space-y-4">
          <FindingsPanel
            checks={checks}
            findings={findings}
            value={editing.value}
            forbidden={forbidden}
            onJump={(pointer) => {
              go(stepOf(pointer));
              jumpTo(pointer, () => go("review"));
            }}
          />
          <DryRunPanel checks={checks} kind={kind} />
          {(step === "tests" || step === "review") && <SmokeRunPanel definition={editing.value} forbidden={forbidden} />}
        </aside>
      </div>
    </DefinitionContext>
  );
}

/** Why a slug cannot be that of a new agent: drafting it would revise the one that there is. */
function useTaken(slug: string): string | undefined {
  const { data } = useQuery({
    ...reading("/api/v1/agents/{agent}", { path: { agent: slug } }),
    enabled: slug.length > 1,
    retry: false,
  });
  return data?.slug === slug ? `There is an agent of this slug already: ${data.name}.` : undefined;
}
