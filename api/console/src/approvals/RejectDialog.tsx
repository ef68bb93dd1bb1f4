import { useState } from "react";
import type { Problem } from "@/api/problem";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextArea } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import type { Approval } from "./standing";

interface RejectDialogProps {
  approval: Approval;
  open: boolean;
  onClose: () => void;
  onReject: (comment: string, onSaid: () => void) => void;
  busy: boolean;
  problem: Problem | null;
}

/** Asks why; whoever asked can then mend it. */
export function RejectDialog({ approval, open, onClose, onReject, busy, problem }: RejectDialogProps) {
  const { value: comment, set, clear } = useDraft(`reject.${approval.approvalId}`, "");
  const [missing, setMissing] = useState(false);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      danger
      busy={busy}
      problem={problem}
      title={`Reject: ${approval.title}`}
      consequence={
        approval.call
          ? "The call is not made. The model is told why and goes on without it."
          : "The agent stays as it is. Whoever asked sees why and can ask again with a new version."
      }
      action="Reject"
      onConfirm={() => {
        setMissing(comment.trim() === "");
        if (comment.trim() !== "") {
          onReject(comment.trim(), () => {
            clear();
            onClose();
          });
        }
      }}
    >
      <Field
        label="Comment"
        hint="Say what is wrong, so that it can be mended."
        {...(missing && comment.trim() === "" ? { error: "A rejection says why" } : {})}
      >
        <TextArea rows={3} value={comment} onChange={(event) => set(event.target.value)} aria-required />
      </Field>
    </ConfirmDialog>
  );
}
