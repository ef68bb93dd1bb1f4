import { useState } from "react";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Checkbox, Field, Form, Select, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import { Amend } from "./Amend";
import { draftOf, KINDS, policyOf, ROLES, wrongIn, type Draft } from "./draft";

const WAITS: [member: "remindAfter" | "escalateAfter" | "expireAfter", label: string, hint: string][] = [
  ["remindAfter", "Remind after, in hours", "The approvers are told again."],
  ["escalateAfter", "Escalate after, in hours", "An administrator may decide too."],
  ["expireAfter", "Expire after, in hours", "It is too late then."],
];

export function PolicyForm({ held }: { held: Schema["PromotionPolicyView"] }) {
  const initial = draftOf(held.policy);
  const draft = useDraft(`policy.${held.version}`, initial);
  const forbidden = useForbidden("admin");
  const [reviewing, setReviewing] = useState(false);
  const wrong = wrongIn(draft.value);
  const next = policyOf(draft.value);
  const before = policyOf(initial);
  const same = JSON.stringify(next) === JSON.stringify(before);
  const against =
    forbidden ?? (Object.keys(wrong).length > 0 ? "Mend what is marked first" : same ? "Nothing was changed" : undefined);
  const put = (change: Partial<Draft>) => draft.set((before) => ({ ...before, ...change }));
  const text = (member: Exclude<keyof Draft, "automaticKinds" | "role">, more: { inputMode?: "numeric" | "decimal" } = {}) => (
    <TextInput
      {...more}
      value={draft.value[member]}
      onChange={({ target }) => put({ [member]: target.value })}
      autoComplete="off"
      spellCheck={false}
    />
  );
  return (
    <>
      <Form onSubmit={() => against === undefined && setReviewing(true)}>
        <fieldset className="space-y-2">
          <legend className="mb-1 text-sm font-medium">Promoted without a person</legend>
          {KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={`Agents of the kind ${kind}`}
              checked={draft.value.automaticKinds.includes(kind)}
              onChange={({ target }) =>
                put({
                  automaticKinds: KINDS.filter((each) =>
                    each === kind ? target.checked : draft.value.automaticKinds.includes(each),
                  ),
                })
              }
            />
          ))}
        </fieldset>
        <Field label="Longest code, in characters" hint="A function with more of it needs a person." error={wrong.functionCodeLimit}>
          {text("functionCodeLimit", { inputMode: "numeric" })}
        </Field>
        <Field label="Words of the network" hint="A function whose code mentions one may call out, and needs a person. Separated by commas.">
          {text("networkWords")}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="How many must agree" error={wrong.approvals}>
            {text("approvals", { inputMode: "numeric" })}
          </Field>
          <Field label="Of the role">
            <Select value={draft.value.role} onChange={({ target }) => put({ role: target.value as Draft["role"] })}>
              {ROLES.map((role) => (
                <option key={role}>{role}</option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label="Approvers" hint="Names, separated by commas; everybody of the role without one." optional>
          {text("approvers")}
        </Field>
        <div className="grid gap-4 sm:grid-cols-3">
          {WAITS.map(([member, label, hint]) => (
            <Field key={member} label={label} hint={hint} error={wrong[member]}>
              {text(member, { inputMode: "decimal" })}
            </Field>
          ))}
        </div>
        <Field label="Reason" hint="Shown in the audit." optional>
          {text("reason")}
        </Field>
        <div className="flex justify-end gap-2">
          {!same && <Button onClick={draft.clear}>Start over</Button>}
          <Button type="submit" look="primary" forbidden={against}>
            Review the change
          </Button>
        </div>
      </Form>
      {reviewing && (
        <Amend
          held={held}
          before={before}
          next={next}
          reason={draft.value.reason}
          onDone={draft.clear}
          onClose={() => setReviewing(false)}
        />
      )}
    </>
  );
}
