import type { Run } from "../useRun";
import { ReasonedDialog } from "./ReasonedDialog";

interface CancelDialogProps {
  run: Run;
  onClose: () => void;
}

export function CancelDialog(props: CancelDialogProps) {
  return (
    <ReasonedDialog
      {...props}
      move="cancel"
      title="Cancel this run?"
      consequence="It takes no further step and cannot be resumed. A call that was sent already may still take effect."
      action="Cancel the run"
      done="Cancelled"
      danger
    />
  );
}
