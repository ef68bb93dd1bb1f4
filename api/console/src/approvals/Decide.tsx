import { Check, PencilLine, X } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { useShortcut } from "@/ui/shortcuts";
import { AmendDialog } from "./AmendDialog";
import { RejectDialog } from "./RejectDialog";
import { amendable, barrierFor, type Approval } from "./standing";
import type { Decision } from "./useDecision";

interface DecideProps {
  approval: Approval;
  decision: Decision;
  /** Whether A approves and R rejects, as where only this can be decided. */
  keys?: boolean;
}

/** The buttons with which people decide; each says why it cannot be pressed. */
export function Decide({ approval, decision, keys = false }: DecideProps) {
  const [open, setOpen] = useState<"reject" | "amend" | null>(null);
  const me = useMe();
  const forbidden = me && barrierFor(approval, me)?.why;
  const { approve, reject, busy, problem, reset } = decision;
  const free = keys && forbidden === undefined && busy === null;
  const show = (dialog: "reject" | "amend") => {
    reset();
    setOpen(dialog);
  };
  useShortcut("a", "Approve", () => approve(), free);
  useShortcut("r", "Reject", () => show("reject"), free);
  useShortcut("e", "Edit the arguments and approve", () => show("amend"), free && amendable(approval));
  const close = () => setOpen(null);
  return (
    <>
      {amendable(approval) && (
        <Button icon={PencilLine} forbidden={forbidden} onClick={() => show("amend")}>
          Edit and approve
        </Button>
      )}
      <Button look="danger" icon={X} forbidden={forbidden} busy={busy === "reject"} onClick={() => show("reject")}>
        Reject
      </Button>
      <Button look="primary" icon={Check} forbidden={forbidden} busy={busy === "approve"} onClick={() => approve()}>
        Approve
      </Button>
      <RejectDialog
        approval={approval}
        open={open === "reject"}
        onClose={close}
        onReject={reject}
        busy={busy === "reject"}
        problem={problem}
      />
      <AmendDialog
        approval={approval}
        open={open === "amend"}
        onClose={close}
        onApprove={(changed, onSaid) => approve({ arguments: changed }, onSaid)}
        busy={busy === "approve"}
        problem={problem}
      />
    </>
  );
}
