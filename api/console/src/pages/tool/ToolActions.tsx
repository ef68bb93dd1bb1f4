import { ArchiveRestore, Ban, Pencil } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextArea } from "@/ui/form";
import { ToBuild } from "../tools/ToBuild";

export function ToolActions({ tool }: { tool: Schema["ToolView"] }) {
  const forbidden = useForbidden("builder");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const retired = tool.status === "retired";
  const onSuccess = () => {
    setAsking(false);
    setReason("");
  };
  const options = { toastProblem: false, onSuccess };
  const retire = useWrite("post", "/api/v1/tools/{tool}/retire", { ...options, done: `Retired ${tool.name}` });
  const restore = useWrite("post", "/api/v1/tools/{tool}/restore", { ...options, done: `Restored ${tool.name}` });
  const write = retired ? restore : retire;
  const path = { tool: tool.toolId };
  const confirm = () =>
    retired
      ? restore.mutate({ path, ifMatch: tool.streamVersion })
      : retire.mutate({ path, ifMatch: tool.streamVersion, body: reason.trim() ? { reason: reason.trim() } : {} });
  return (
    <>
      <Button
        icon={retired ? ArchiveRestore : Ban}
        look={retired ? "secondary" : "danger"}
        forbidden={forbidden}
        onClick={() => {
          write.reset();
          setAsking(true);
        }}
      >
        {retired ? "Restore" : "Retire"}
      </Button>
      <ToBuild
        to="/tools/$tool/edit"
        params={{ tool: tool.name }}
        icon={Pencil}
        look="primary"
        forbidden={retired ? "It is retired; restore it first" : undefined}
      >
        Edit
      </ToBuild>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={retired ? `Restore ${tool.name}?` : `Retire ${tool.name}?`}
        consequence={
          retired
            ? "Agents can name it and call it again, under the rules that it had."
            : "No agent can name it any more; an agent that does is no longer valid. Runs that are under way keep it. It can be restored."
        }
        action={retired ? "Restore" : "Retire"}
        danger={!retired}
        busy={write.isPending}
        problem={write.error}
        onConfirm={confirm}
      >
        {!retired && (
          <Field label="Reason" hint="Shown in the audit." optional>
            <TextArea rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
          </Field>
        )}
      </ConfirmDialog>
    </>
  );
}
