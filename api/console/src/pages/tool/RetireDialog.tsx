import { useEffect, useState } from "react";
import { useDryRun, useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { ConfirmDialog } from "@/ui/Dialog";
import { Facts } from "@/ui/Facts";
import { Field, TextArea } from "@/ui/form";
import { Skeleton } from "@/ui/Skeleton";

const ASKED = {
  active: {
    path: "/api/v1/tools/{tool}/retire",
    verb: "Retire",
    done: "Retired",
    consequence:
      "No agent can name it any more; an agent that does is no longer valid. Runs that are under way keep it. It can be restored.",
  },
  retired: {
    path: "/api/v1/tools/{tool}/restore",
    verb: "Restore",
    done: "Restored",
    consequence: "Agents can name it and call it again, under the rules that it had.",
  },
} as const;

/** Asks before a tool is taken out of use or back into it, and says what that would record. */
export function RetireDialog({ tool, onClose }: { tool: Schema["ToolView"]; onClose: () => void }) {
  // Whoever changes it meanwhile is not overruled: the API refuses what is asked of an older one.
  const [{ toolId, name, status, streamVersion }] = useState(tool);
  const { path, verb, done, consequence } = ASKED[status];
  const [reason, setReason] = useState("");
  const { mutate: ask, ...would } = useDryRun("post", path);
  useEffect(() => ask({ path: { tool: toolId }, ifMatch: streamVersion }), [ask, toolId, streamVersion]);
  const write = useWrite("post", path, { done: `${done} ${name}`, onSuccess: onClose, toastProblem: false });
  const asksReason = status === "active";
  const body = asksReason && reason.trim() ? { body: { reason: reason.trim() } } : {};
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`${verb} ${name}?`}
      consequence={consequence}
      action={verb}
      danger={asksReason}
      busy={write.isPending}
      forbidden={would.error?.title}
      problem={write.error}
      onConfirm={() => write.mutate({ path: { tool: toolId }, ifMatch: streamVersion, ...body })}
    >
      {would.data || would.error ? <Facts would={would.data} problem={would.error} /> : <Skeleton lines={2} />}
      {asksReason && (
        <Field label="Reason" hint="Shown in the audit." optional>
          <TextArea rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}
