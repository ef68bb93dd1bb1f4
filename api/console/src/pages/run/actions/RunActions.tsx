import { GitBranch, History, Play, Square } from "lucide-react";
import { Button } from "@/ui/Button";
import { useUrlState } from "@/ui/urlState";
import type { Step } from "../step";
import { hasEnded, type Run } from "../useRun";
import { CancelDialog } from "./CancelDialog";
import { ForkDialog } from "./ForkDialog";
import { ReplayDialog } from "./ReplayDialog";
import { ResumeDialog } from "./ResumeDialog";
import { RetryDialog } from "./RetryDialog";
import { againstFork, againstReplay, answered, useMayStart } from "./useRetake";

interface RunActionsProps {
  run: Run;
  steps: readonly Step[];
}

/** Everything that can be done with a run; what cannot be done says why. What is asked is in the address. */
export function RunActions({ run, steps }: RunActionsProps) {
  const [search, change] = useUrlState();
  const role = useMayStart();
  const reason = run.suspension?.reason;
  const rests = reason === "model" || reason === "budget" ? reason : undefined;
  const ask = (act: string) => change({ act, after: undefined }, { push: true });
  const onClose = () => change({ act: undefined, after: undefined });
  return (
    <>
      {rests && (
        <Button icon={Play} look="primary" forbidden={role} onClick={() => ask("resume")}>
          Resume
        </Button>
      )}
      <Button icon={History} forbidden={role ?? againstReplay(run)} onClick={() => ask("replay")}>
        Replay
      </Button>
      <Button
        icon={GitBranch}
        forbidden={role ?? againstFork(run) ?? (answered(steps).length === 0 ? "No model has answered yet" : undefined)}
        onClick={() => ask("fork")}
      >
        Fork
      </Button>
      {!hasEnded(run) && (
        <Button icon={Square} look="danger" forbidden={role} onClick={() => ask("cancel")}>
          Cancel
        </Button>
      )}
      {role === undefined && search.act === "resume" && rests && (
        <ResumeDialog run={run} reasonOfRest={rests} onClose={onClose} />
      )}
      {role === undefined && search.act === "cancel" && !hasEnded(run) && <CancelDialog run={run} onClose={onClose} />}
      {role === undefined && search.act === "replay" && !againstReplay(run) && (
        <ReplayDialog run={run} onClose={onClose} />
      )}
      {role === undefined && search.act === "fork" && steps.length > 0 && (
        <ForkDialog run={run} steps={steps} onClose={onClose} />
      )}
      {role === undefined && search.act === "retry" && steps.length > 0 && (
        <RetryDialog run={run} step={Number(search.after)} onClose={onClose} />
      )}
    </>
  );
}
