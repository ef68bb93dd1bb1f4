import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { reading, useDryRun, useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Facts } from "@/ui/Facts";
import { Field, Form, Select, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { AT_CAP, consequence, scopeOf, WINDOWS, type ScopeKind } from "./budgets";

type Budget = Schema["BudgetView"];

interface BudgetDialogProps {
  /** The one to amend; none for a new one. */
  budget: Budget | undefined;
  taken: readonly string[];
  onClose: () => void;
}

const SCOPES: Record<ScopeKind, string> = { project: "The whole project", agent: "One agent", user: "One person" };

export function BudgetDialog({ budget, taken, onClose }: BudgetDialogProps) {
  const form = useId();
  const agents = useId();
  const held = budget && scopeOf(budget.scope);
  const draft = useDraft(`budget.${budget ? `${budget.name}.${budget.amendedAt}` : "new"}`, {
    name: budget?.name ?? "",
    kind: held?.kind ?? ("project" as ScopeKind),
    subject: held?.subject ?? "",
    window: budget?.window ?? ("month" as Budget["window"]),
    cap: budget?.cap ?? "",
    atCap: budget?.atCap ?? ("suspend" as Budget["atCap"]),
    reason: "",
  });
  const { name, kind, subject, cap, atCap, reason, window: period } = draft.value;
  const put = <K extends keyof typeof draft.value>(member: K, value: (typeof draft.value)[K]) => {
    check.reset();
    draft.set((before) => ({ ...before, [member]: value }));
  };
  const known = useQuery({ ...reading("/api/v1/agents", { query: { limit: 200 } }), enabled: kind === "agent" });
  const check = useDryRun("put", "/api/v1/budgets/{name}");
  const set = useWrite("put", "/api/v1/budgets/{name}", {
    done: `Budget ${name} is set`,
    toastProblem: false,
    onSuccess: () => {
      draft.clear();
      onClose();
    },
  });
  const scope = kind === "project" ? kind : `${kind}:${subject.trim()}`;
  const isTaken = budget === undefined && taken.includes(name);
  const lacking =
    name === "" ? "Give it a name" : isTaken ? "Choose another name" : cap === "" ? "Give it a cap" : kind !== "project" && subject.trim() === "" ? `Say which ${kind === "agent" ? "agent" : "person"}` : undefined;
  const order = {
    path: { name },
    body: { scope, window: period, cap: cap.trim(), atCap, ...(reason ? { reason } : {}) },
    ...(budget ? { ifMatch: budget.streamVersion } : {}),
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={budget ? `Amend ${budget.name}` : "Set a budget"}
      footer={
        <>
          <Button forbidden={lacking} busy={check.isPending} onClick={() => check.mutate(order)}>
            Dry run
          </Button>
          <Button type="submit" form={form} look="primary" forbidden={lacking} busy={set.isPending}>
            {budget ? "Amend" : "Set the budget"}
          </Button>
        </>
      }
    >
      <Form id={form} problem={set.error} onSubmit={() => lacking || set.mutate(order)}>
        {budget === undefined && (
          <Field
            label="Name"
            hint="Up to 63 small letters, digits and hyphens."
            error={isTaken ? "There is a budget of this name; amend that one instead." : undefined}
          >
            <TextInput value={name} onChange={(event) => put("name", event.target.value.trim())} spellCheck={false} />
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Limits the spending of">
            <Select value={kind} onChange={(event) => put("kind", event.target.value as ScopeKind)}>
              {Object.entries(SCOPES).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          {kind !== "project" && (
            <Field
              label={kind === "agent" ? "Agent" : "Person"}
              hint={kind === "agent" ? "Its slug or id." : "The owner of the keys that start the runs."}
            >
              <TextInput
                value={subject}
                onChange={(event) => put("subject", event.target.value)}
                list={kind === "agent" ? agents : undefined}
                spellCheck={false}
              />
            </Field>
          )}
          <datalist id={agents}>
            {known.data?.items.map((agent) => (
              <option key={agent.agentId} value={agent.slug}>
                {agent.name}
              </option>
            ))}
          </datalist>
          <Field label="Window">
            <Select value={period} onChange={(event) => put("window", event.target.value as Budget["window"])}>
              {Object.entries(WINDOWS).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Cap in US dollars" pointer="/cap">
            <TextInput
              value={cap}
              onChange={(event) => put("cap", event.target.value)}
              inputMode="decimal"
              placeholder="25.00"
              className="tabular"
            />
          </Field>
        </div>
        <Field label="At the cap" hint={AT_CAP[atCap].means}>
          <Select value={atCap} onChange={(event) => put("atCap", event.target.value as Budget["atCap"])}>
            {Object.entries(AT_CAP).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Reason" optional>
          <TextInput value={reason} onChange={(event) => put("reason", event.target.value)} />
        </Field>
        <p className="rounded-md bg-sunken px-3 py-2 text-muted">{consequence(budget, { scope, window: period })}</p>
        <Facts would={check.data} problem={check.error} />
        {set.error && <ProblemPanel problem={set.error} />}
      </Form>
    </Dialog>
  );
}
