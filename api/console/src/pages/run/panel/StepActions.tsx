import { GitBranch, RotateCcw } from "lucide-react";
import { Button } from "@/ui/Button";
import { useUrlState } from "@/ui/urlState";
import { againstFork, againstRetry, useMayStart } from "../actions/useRetake";
import type { Step } from "../step";
import type { Run } from "../useRun";

/** What can be begun from a step: it anew, or another way after it. */
export function StepActions({ run, step }: { run: Run; step: Step }) {
  const [, change] = useUrlState();
  const role = useMayStart();
  const model = run.kind === "context" || run.kind === "orchestrator";
  const ask = (act: string, after: number) => change({ act, after: String(after) }, { push: true });
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={RotateCcw} forbidden={role ?? againstRetry(run, step)} onClick={() => ask("retry", step.step)}>
        {model ? "Retry from here" : "Run again"}
      </Button>
      {model && (
        <Button icon={GitBranch} forbidden={role ?? againstFork(run)} onClick={() => ask("fork", step.step)}>
          Fork after it
        </Button>
      )}
    </div>
  );
}
