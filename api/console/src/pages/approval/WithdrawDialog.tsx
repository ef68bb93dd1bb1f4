import { useWrite } from "@/api/queries";
import type { Approval } from "@/approvals/standing";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";

interface WithdrawDialogProps {
  approval: Approval;
  open: boolean;
  onClose: () => void;
}

/** Takes back what was asked. */
export function WithdrawDialog({ approval, open, onClose }: WithdrawDialogProps) {
  const { value: reason, set, clear } = useDraft(`withdraw.${approval.approvalId}`, "");
  const withdrawal = useWrite("post", "/api/v1/approvals/{approval}/withdraw", {
    done: "Withdrawn",
    toastProblem: false,
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Withdraw this request?"
      consequence={
        approval.call
          ? "Nobody is asked any more. The call is not made, and the model is told so."
          : "Nobody is asked any more. The version stays a draft and promotion can be asked for again."
      }
      action="Withdraw"
      busy={withdrawal.isPending}
      problem={withdrawal.error}
      onConfirm={() =>
        withdrawal.mutate({
          path: { approval: approval.approvalId },
          body: reason.trim() === "" ? {} : { reason: reason.trim() },
        })
      }
    >
      <Field label="Reason" optional>
        <TextInput value={reason} onChange={(event) => set(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
