import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "@/api/client";
import { useWrite } from "@/api/queries";
import { useChecked } from "@/api/useChecked";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { cx } from "@/ui/cx";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, Form, TextArea } from "@/ui/form";
import { readJson } from "@/ui/json";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { addressOf, type Place } from "./place";
import { ASKED, CHOICES, type Resolution } from "./resolutions";
import { ResultSchema } from "./ResultSchema";

/** An operator says what became of a call. */
export function Settle({ place, tool }: { place: Place; tool: string }) {
  const [asking, setAsking] = useState(false);
  const forbidden = useForbidden("operator");
  const draft = useDraft<{ resolution: Resolution | null; result: string; comment: string }>(
    `settle.${addressOf(place)}`,
    { resolution: null, result: "{}", comment: "" },
  );
  const { resolution, result, comment } = draft.value;
  const goOn = useGoOn(place);
  const settling = useWrite("post", "/api/v1/reconcile/{run}/{callId}", {
    done: "Settled; the run goes on",
    toastProblem: false,
    onSuccess: () => {
      draft.clear();
      setAsking(false);
      goOn();
    },
  });
  const read = readJson(result);
  const path = { run: place.runId, callId: place.callId };
  const said = { ...(comment.trim() && { comment: comment.trim() }) };
  const body =
    resolution === "done" ? { resolution, result: read.value, ...said } : resolution && { resolution, ...said };
  const checked = useChecked(
    "post",
    "/api/v1/reconcile/{run}/{callId}",
    resolution === "done" && read.error === undefined && forbidden === undefined && body ? { path, body } : undefined,
  );
  const wrong = resolution === "done" ? (read.error ?? (checked && "This is not what the tool answers with")) : undefined;
  return (
    <Panel title="Settle">
      <Form onSubmit={() => setAsking(true)}>
        <fieldset className="space-y-2">
          <legend className="sr-only">What became of the call</legend>
          {CHOICES.map(({ id, label, hint }) => (
            <label
              key={id}
              className={cx(
                "flex cursor-pointer gap-3 rounded-md border p-3 transition-colors",
                resolution === id ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="resolution"
                value={id}
                checked={resolution === id}
                onChange={() => draft.set((before) => ({ ...before, resolution: id }))}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="font-medium">
                {label}
                <span className="block text-sm font-normal text-muted">{hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {resolution === "done" && (
          <>
            <Field label="Result" error={wrong} hint="What the tool would have answered, as JSON.">
              <CodeEditor
                label="Result"
                language="json"
                text={result}
                onChange={(text) => draft.set((before) => ({ ...before, result: text }))}
              />
            </Field>
            {checked && <ProblemPanel problem={checked} />}
            <ResultSchema tool={tool} />
          </>
        )}
        <Field label="Comment" optional hint="How you found out.">
          <TextArea
            rows={2}
            value={comment}
            onChange={(event) => {
              const text = event.target.value;
              draft.set((before) => ({ ...before, comment: text }));
            }}
          />
        </Field>
        <Button
          type="submit"
          look="primary"
          className="w-full"
          forbidden={
            forbidden ??
            (resolution === null ? "Say what became of the call first" : wrong && "The result is not valid yet")
          }
        >
          {resolution === null ? "Settle" : ASKED[resolution].action}
        </Button>
      </Form>
      {resolution && (
        <ConfirmDialog
          open={asking}
          onClose={() => setAsking(false)}
          title={ASKED[resolution].title}
          consequence={ASKED[resolution].consequence(tool)}
          action={ASKED[resolution].action}
          danger={resolution !== "done"}
          busy={settling.isPending}
          problem={settling.error}
          onConfirm={() => body && settling.mutate({ path, body })}
        />
      )}
    </Panel>
  );
}

/** Opens the next call that waits, else the empty list. */
function useGoOn(place: Place): () => void {
  const navigate = useNavigate();
  return () =>
    void read("/api/v1/reconcile", { query: { limit: 2 } })
      .then(({ items }) => items.find((call) => addressOf(call) !== addressOf(place)))
      .catch(() => undefined)
      .then((next) => navigate({ to: "/reconcile", search: next ? { call: addressOf(next) } : {} }));
}
