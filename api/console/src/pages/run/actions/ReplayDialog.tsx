import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Form } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import type { Run } from "../useRun";
import { VersionField } from "./VersionField";

type Mode = NonNullable<Schema["ReplayOrder"]["mode"]>;

const MODES: readonly { mode: Mode; name: string; does: string }[] = [
  { mode: "strict", name: "Strict", does: "Stops at the first divergence from the record. Costs nothing." },
  {
    mode: "substitute",
    name: "Substitute",
    does: "Notes a divergence and goes on with what was recorded. Costs nothing.",
  },
  {
    mode: "live-tail",
    name: "Live tail",
    does: "After a divergence it goes on with real model calls, which are paid. What has an effect stays recorded.",
  },
];

interface ReplayDialogProps {
  run: Run;
  onClose: () => void;
}

/** Asks by which version and how far a run is to be replayed, and goes to the replay. */
export function ReplayDialog({ run, onClose }: ReplayDialogProps) {
  const navigate = useNavigate();
  const [version, setVersion] = useState(String(run.version.number));
  const [mode, setMode] = useState<Mode>("strict");
  const replay = useWrite("post", "/api/v1/runs/{run}/replays", {
    toastProblem: false,
    onSuccess: (begun) =>
      void navigate({ to: "/runs/$run", params: { run: begun.runId }, search: { tab: "comparison" } }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Replay this run"
      description="Drives its record through a version, with the recorded outcomes in place of models, tools and people."
    >
      <Form
        problem={replay.error}
        onSubmit={() => {
          if (!replay.isPending) {
            replay.mutate({ path: { run: run.runId }, body: { version, mode } });
          }
        }}
      >
        <VersionField run={run} value={version} onChange={setVersion} />
        <fieldset className="space-y-2">
          <legend className="pb-1 text-sm font-medium">How far</legend>
          {MODES.map(({ mode: each, name, does }) => (
            <label key={each} className="flex cursor-pointer items-start gap-2">
              <input
                type="radio"
                name="mode"
                checked={mode === each}
                onChange={() => setMode(each)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span>
                {name}
                <span className="block text-xs text-muted">{does}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {replay.error && <ProblemPanel problem={replay.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={replay.isPending}>
            Replay
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
