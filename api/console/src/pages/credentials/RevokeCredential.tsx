import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";

export function RevokeCredential({ credential, onClose }: { credential: Schema["CredentialView"]; onClose: () => void }) {
  const { name, streamVersion } = credential;
  const [reason, setReason] = useState("");
  const revoke = useWrite("delete", "/api/v1/credentials/{credential}", {
    done: `The credential ${name} is revoked`,
    toastProblem: false,
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Revoke the credential ${name}?`}
      consequence="No call shows it from then on, and its secret is erased. Tools that name it fail until it is stored anew."
      action="Revoke"
      danger
      busy={revoke.isPending}
      problem={revoke.error}
      onConfirm={() =>
        revoke.mutate({
          path: { credential: name },
          ...(reason.trim() ? { query: { reason: reason.trim() } } : {}),
          ifMatch: streamVersion,
        })
      }
    >
      <Field label="Reason" hint="Shown in the audit." optional>
        <TextInput value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
