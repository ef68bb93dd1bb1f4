import { useQuery } from "@tanstack/react-query";
import type { Problem } from "@/api/problem";
import { reading } from "@/api/queries";
import { useChecked } from "@/api/useChecked";
import { Button } from "@/ui/Button";
import { CodeEditor, DiffView } from "@/ui/code";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/form";
import { JsonView } from "@/ui/JsonView";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { pretty, readJson } from "@/ui/json";
import type { Approval } from "./standing";

interface AmendDialogProps {
  approval: Approval;
  open: boolean;
  onClose: () => void;
  onApprove: (changed: unknown, onSaid: () => void) => void;
  busy: boolean;
  problem: Problem | null;
}

/** A call is approved with other arguments than were asked for. */
export function AmendDialog(props: AmendDialogProps) {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      wide
      title="Edit the arguments and approve"
      description={`${props.approval.call?.tool ?? "The tool"} is called with what you write here. The difference is recorded.`}
    >
      <Amend {...props} />
    </Dialog>
  );
}

function Amend({ approval, onApprove, onClose, busy, problem }: AmendDialogProps) {
  const proposed = pretty(approval.call?.arguments);
  const { value: text, set, clear } = useDraft(`amend.${approval.approvalId}`, proposed);
  const read = readJson(text);
  const checked = useChecked(
    "post",
    "/api/v1/approvals/{approval}/approve",
    read.error === undefined
      ? { path: { approval: approval.approvalId }, body: { arguments: read.value } }
      : undefined,
  );
  const invalid = read.error !== undefined || checked !== undefined;
  const same = read.error === undefined && pretty(read.value) === proposed;
  const { data: tool } = useQuery({
    ...reading("/api/v1/tools/{tool}", { path: { tool: approval.call?.tool ?? "" } }),
    retry: false,
  });
  return (
    <div className="space-y-4">
      <Field label="Arguments" error={read.error ?? (checked && "The tool does not accept this")} hint="Checked against the input schema of the tool as you type.">
        <CodeEditor label="Arguments" language="json" text={text} onChange={set} className="max-h-72" />
      </Field>
      {checked && <ProblemPanel problem={checked} />}
      {tool?.definition?.inputSchema && (
        <details>
          <summary className="text-sm text-muted hover:text-ink">Input schema of {tool.name}</summary>
          <div className="mt-2">
            <JsonView label="Input schema" value={tool.definition.inputSchema} />
          </div>
        </details>
      )}
      {!same && read.error === undefined && (
        <DiffView
          before={proposed}
          after={pretty(read.value)}
          beforeLabel="Proposed"
          afterLabel="Yours"
          language="json"
        />
      )}
      {problem && <ProblemPanel problem={problem} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        {!same && <Button onClick={clear}>Start over</Button>}
        <Button
          look="primary"
          busy={busy}
          forbidden={invalid ? "The arguments are not valid yet" : undefined}
          onClick={() =>
            onApprove(read.value, () => {
              clear();
              onClose();
            })
          }
        >
          {same ? "Approve as proposed" : "Approve with these arguments"}
        </Button>
      </div>
    </div>
  );
}
