import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { ConfirmDialog } from "@/ui/Dialog";

interface RevokeKeyProps {
  apiKey: Schema["KeyView"];
  /** Whether it is the key of this session. */
  own: boolean;
  onClose: () => void;
}

export function RevokeKey({ apiKey: key, own, onClose }: RevokeKeyProps) {
  const revoke = useWrite("delete", "/api/v1/keys/{keyId}", {
    done: `The key ${key.name} is revoked`,
    toastProblem: false,
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Revoke the key ${key.name}?`}
      consequence={`It opens nothing from then on, and cannot be made good again. Whatever uses it is refused; what it did stays in the log under ${key.owner}.${
        own ? " It is the key that you use now: you will be signed out." : ""
      }`}
      action="Revoke"
      danger
      busy={revoke.isPending}
      problem={revoke.error}
      onConfirm={() => revoke.mutate({ path: { keyId: key.keyId }, ifMatch: key.streamVersion })}
    />
  );
}
