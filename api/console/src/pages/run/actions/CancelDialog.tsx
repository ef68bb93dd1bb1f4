import { useWrite } from "@/api/queries";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import type { Run } from "../useRun";

interface CancelDialogProps {
  run: Run;
  onClose: () => void;
}

export function CancelDialog({ run, onClose }: CancelDialogProps) {
  const { value: reason, set, clear } = useDraft(`cancel.${run.runId}`, "");
  const cancel = useWrite("post", "/api/v1/runs/{run}/cancel", {
    done: "Cancelled",
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
      title="Cancel this run?"
      consequence="It takes no further step and cannot be resumed. A call that was sent already may still take effect."
      action="Cancel the run"
      danger
      busy={cancel.isPending}
      problem={cancel.error}
      onConfirm={() =>
        cancel.mutate({ path: { run: run.runId }, ...(reason.trim() ? { body: { reason: reason.trim() } } : {}) })
      }
    >
      <Field label="Reason" optional hint="Recorded with it, for whoever asks later">
        <TextInput value={reason} onChange={(event) => set(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
