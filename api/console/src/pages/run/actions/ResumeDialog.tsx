import type { Run } from "../useRun";
import { ReasonedDialog } from "./ReasonedDialog";

const CONSEQUENCES = {
  model: "The model is asked again, from the first of those that the agent names.",
  budget: "It asks for money again, and goes on if there is some by now. Else it rests on.",
} as const;

interface ResumeDialogProps {
  run: Run;
  /** For want of what it rests. */
  reasonOfRest: keyof typeof CONSEQUENCES;
  onClose: () => void;
}

export function ResumeDialog({ reasonOfRest, ...props }: ResumeDialogProps) {
  return (
    <ReasonedDialog
      {...props}
      move="resume"
      title="Resume this run?"
      consequence={CONSEQUENCES[reasonOfRest]}
      action="Resume"
      done="It goes on"
    />
  );
}
