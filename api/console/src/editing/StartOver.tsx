import { useState } from "react";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import type { Base, Editing } from "./useDefinition";

interface StartOverProps {
  editing: Editing;
  /** The version to go back to; without one, to an empty definition. */
  now?: Base;
}

/** Gives up what was typed; nothing else keeps it, so it asks. */
export function StartOver({ editing, now }: StartOverProps) {
  const [asking, setAsking] = useState(false);
  const action = now ? "Discard my changes" : "Start over";
  const confirm = () => {
    if (now) {
      editing.begin(now.definition, now);
    } else {
      editing.clear();
    }
    setAsking(false);
  };
  return (
    <>
      {editing.changed && <Button onClick={() => setAsking(true)}>{action}</Button>}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`${action}?`}
        consequence={`What you typed is lost. The form begins again ${now ? `from version ${now.number}` : "as it was at first"}.`}
        action={action}
        danger
        onConfirm={confirm}
      />
    </>
  );
}
