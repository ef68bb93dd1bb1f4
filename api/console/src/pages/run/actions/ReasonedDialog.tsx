import { useWrite } from "@/api/queries";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import type { Run } from "../useRun";

interface ReasonedDialogProps {
  run: Run;
  move: "cancel" | "resume";
  title: string;
  consequence: string;
  action: string;
  /** Said when it is done. */
  done: string;
  danger?: boolean;
  onClose: () => void;
}

/** Asks before a run is moved, and for what reason. */
export function ReasonedDialog({ run, move, done, onClose, ...said }: ReasonedDialogProps) {
  const { value, set, clear } = useDraft(`${move}.${run.runId}`, "");
  const write = useWrite("post", `/api/v1/runs/{run}/${move}`, {
    done,
    toastProblem: false,
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  const reason = value.trim();
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      {...said}
      busy={write.isPending}
      problem={write.error}
      onConfirm={() => write.mutate({ path: { run: run.runId }, ...(reason ? { body: { reason } } : {}) })}
    >
      <Field label="Reason" optional hint="Recorded with it, for whoever asks later">
        <TextInput value={value} onChange={(event) => set(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
