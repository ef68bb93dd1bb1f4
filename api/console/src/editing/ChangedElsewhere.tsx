import { GitMerge } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { DiffView } from "@/ui/code";
import { Dialog } from "@/ui/Dialog";
import type { Base, Editing } from "./useDefinition";
import { writeYaml } from "./yaml";

interface ChangedElsewhereProps {
  editing: Editing;
  /** What there is now. */
  now: Base;
  by: string;
}

/** Somebody saved another version while this one was typed: whose goes on is for the user to say. */
export function ChangedElsewhere({ editing, now, by }: ChangedElsewhereProps) {
  const [looking, setLooking] = useState(false);
  const takeTheirs = () => {
    editing.begin(now.definition, now);
    setLooking(false);
  };
  const keepMine = () => {
    editing.rebase(now);
    setLooking(false);
  };
  const choices = (
    <>
      <Button onClick={takeTheirs}>Take version {now.number}</Button>
      <Button look="primary" onClick={keepMine}>
        Go on with mine
      </Button>
    </>
  );
  return (
    <div role="alert" className="mb-4 flex flex-wrap items-center gap-3 rounded-lg border border-warn/40 bg-warn-soft p-3">
      <GitMerge aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-medium">
          {by} saved version {now.number} while you were editing version {editing.base?.number}.
        </strong>{" "}
        Yours is kept until you choose. Going on saves yours as the version after it.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setLooking(true)}>Show the difference</Button>
        {choices}
      </div>
      <Dialog
        open={looking}
        onClose={() => setLooking(false)}
        title={`Version ${now.number} and yours`}
        description="What going on with yours would change in what was saved."
        footer={choices}
        wide
      >
        <DiffView
          before={writeYaml(now.definition)}
          after={editing.text}
          beforeLabel={`Version ${now.number} by ${by}`}
          afterLabel="Yours"
          language="yaml"
        />
      </Dialog>
    </div>
  );
}
