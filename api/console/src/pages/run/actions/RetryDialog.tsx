import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { knownRunEvents } from "@/api/live";
import { useWrite } from "@/api/queries";
import { ConfirmDialog } from "@/ui/Dialog";
import type { Run } from "../useRun";
import { retryFrom } from "./useRetake";

interface RetryDialogProps {
  run: Run;
  step: number;
  onClose: () => void;
}

/** Asks before a step and all that follows are taken anew, in a new run. */
export function RetryDialog({ run, step, onClose }: RetryDialogProps) {
  const navigate = useNavigate();
  const { data } = useQuery(knownRunEvents(run.runId));
  const options = {
    done: "A new run goes on",
    toastProblem: false,
    onSuccess: (begun: Run) => void navigate({ to: "/runs/$run", params: { run: begun.runId } }),
  };
  const start = useWrite("post", "/api/v1/runs", options);
  const fork = useWrite("post", "/api/v1/runs/{run}/fork", options);
  const retry = retryFrom(run, data?.events ?? [], step);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={step > 1 ? `Retry from step ${step}?` : "Run it again?"}
      consequence={
        <>
          A new run{step > 1 && ` takes over what was said before step ${step} and`} takes{" "}
          {step > 1 ? "it and all that follows" : "every step"} anew, by the same version. Models are paid again, and calls
          with an effect are made again. This run stays as it is.
        </>
      }
      action={step > 1 ? "Retry" : "Run again"}
      busy={start.isPending || fork.isPending}
      problem={start.error ?? fork.error}
      onConfirm={() =>
        retry.kind === "anew"
          ? start.mutate({ body: retry.body })
          : fork.mutate({ path: { run: retry.run }, body: retry.body })
      }
    />
  );
}
