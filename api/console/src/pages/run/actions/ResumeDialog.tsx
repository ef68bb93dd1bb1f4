import { useWrite } from "@/api/queries";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import type { Run } from "../useRun";

const CONSEQUENCES = {
  model: "The model is asked again, from the first of those that the agent names.",
  budget: "It asks for money again, and goes on if there is some by now. Else it rests on.",
} as const;

interface ResumeDialogProps {
  run: Run;
  /** For want of what it rests. */
  reasonOfRest: keyof typeof CONSEQUENCES;
  onClose: () => void;
}

export function ResumeDialog({ run, reasonOfRest, onClose }: ResumeDialogProps) {
  const { value: reason, set, clear } = useDraft(`resume.${run.runId}`, "");
  const resume = useWrite("post", "/api/v1/runs/{run}/resume", {
    done: "It goes on",
    toastProblem: false,
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Resume this run?"
      consequence={CONSEQUENCES[reasonOfRest]}
      action="Resume"
      busy={resume.isPending}
      problem={resume.error}
      onConfirm={() =>
        resume.mutate({ path: { run: run.runId }, ...(reason.trim() ? { body: { reason: reason.trim() } } : {}) })
      }
    >
      <Field label="Reason" optional hint="Recorded with it, for whoever asks later">
        <TextInput value={reason} onChange={(event) => set(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
