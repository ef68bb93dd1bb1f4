import type { ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { DiffView } from "@/ui/code";
import { Dialog } from "@/ui/Dialog";
import { ProblemPanel } from "@/ui/ProblemPanel";
import type { Editing } from "./useDefinition";
import { writeYaml } from "./yaml";

interface SaveDialogProps {
  editing: Editing;
  open: boolean;
  onClose: () => void;
  onSave: () => void;
  busy: boolean;
  problem: Problem | null;
  /** What the new version means for what is in use. */
  children: ReactNode;
}

/** What saving changes, before it is saved. */
export function SaveDialog({ editing, open, onClose, onSave, busy, problem, children }: SaveDialogProps) {
  const { base } = editing;
  return base ? (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Save as version ${base.number + 1}`}
      footer={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          <Button look="primary" busy={busy} onClick={onSave}>
            Save version {base.number + 1}
          </Button>
        </>
      }
      wide
    >
      <div className="space-y-4">
        <p className="text-muted">{children}</p>
        {problem && <ProblemPanel problem={problem} />}
        <DiffView
          before={writeYaml(base.definition)}
          after={editing.text}
          beforeLabel={`Version ${base.number}`}
          afterLabel="Yours"
          language="yaml"
        />
      </div>
    </Dialog>
  ) : null;
}
