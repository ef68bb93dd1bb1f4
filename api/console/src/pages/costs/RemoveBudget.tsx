import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";

export function RemoveBudget({ budget, onClose }: { budget: Schema["BudgetView"]; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const remove = useWrite("delete", "/api/v1/budgets/{name}", {
    done: `Budget ${budget.name} is removed`,
    onSuccess: onClose,
    toastProblem: false,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove the budget ${budget.name}?`}
      consequence="It limits nothing from the next call on, and what it counted is forgotten. Runs that were suspended by it stay suspended until somebody resumes them."
      action="Remove"
      danger
      busy={remove.isPending}
      problem={remove.error}
      onConfirm={() =>
        remove.mutate({
          path: { name: budget.name },
          ...(reason ? { query: { reason } } : {}),
          ifMatch: budget.streamVersion,
        })
      }
    >
      <Field label="Reason" optional>
        <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
