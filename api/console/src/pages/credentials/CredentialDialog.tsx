import { useId, useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Form, Select, TextInput } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { draftOf, KINDS, NEW, secretsOf, asUse, type Draft, type Kind } from "./kinds";
import { Secrets } from "./Secrets";
import { UseFields } from "./UseFields";

interface CredentialDialogProps {
  /** The one to rotate; none for a new one. */
  credential: Schema["CredentialView"] | undefined;
  onClose: () => void;
}

export function CredentialDialog({ credential, onClose }: CredentialDialogProps) {
  const form = useId();
  const draft = useDraft(
    credential ? `credential.${credential.name}.${credential.streamVersion}` : "credential",
    credential ? draftOf(credential) : NEW,
  );
  // Never in the draft: what is kept there can be read by whoever uses this tab next.
  const [secret, setSecret] = useState<Record<string, string>>({});
  const options = {
    toastProblem: false,
    onSuccess: () => {
      draft.clear();
      onClose();
    },
  };
  const { name, description, kind } = draft.value;
  const store = useWrite("post", "/api/v1/credentials", { ...options, done: `The credential ${name} is stored` });
  const rotate = useWrite("put", "/api/v1/credentials/{credential}", { ...options, done: `The credential ${name} is rotated` });
  const write = credential ? rotate : store;
  const put = (change: Partial<Draft>) => draft.set((before) => ({ ...before, ...change }));
  const parts = secretsOf(draft.value);
  const missing = Object.entries(parts).find(([part]) => !secret[part] && !KINDS[kind].optional?.includes(part));
  const lacking = name === "" ? "Give it a name" : missing && `${missing[1]} is missing`;
  const send = () => {
    const body = {
      kind,
      use: asUse(draft.value),
      secret: Object.fromEntries(Object.entries(secret).filter(([part, value]) => part in parts && value !== "")),
      ...(description.trim() ? { description: description.trim() } : {}),
    };
    return credential
      ? rotate.mutate({ path: { credential: credential.name }, body, ifMatch: credential.streamVersion })
      : store.mutate({ body: { ...body, name } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={credential ? `Rotate ${credential.name}` : "Store a credential"}
      {...(credential ? { description: "Another secret holds from the next call on; the one before is erased." } : {})}
      footer={
        <Button type="submit" form={form} look="primary" forbidden={lacking} busy={write.isPending}>
          {credential ? "Rotate" : "Store"}
        </Button>
      }
    >
      <Form id={form} problem={write.error} onSubmit={() => lacking || send()} autoComplete="off">
        {credential === undefined && (
          <Field label="Name" hint="By which tools name it: a-z, 0-9, _ and -." pointer="/name">
            <TextInput value={name} onChange={({ target }) => put({ name: target.value.trim() })} spellCheck={false} />
          </Field>
        )}
        <Field label="Description" pointer="/description" optional>
          <TextInput value={description} onChange={({ target }) => put({ description: target.value })} />
        </Field>
        <Field label="Kind" hint={KINDS[kind].means} pointer="/kind">
          <Select value={kind} onChange={({ target }) => put({ kind: target.value as Kind })}>
            {Object.entries(KINDS).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <UseFields draft={draft.value} onChange={put} />
        <Secrets parts={parts} optional={KINDS[kind].optional} values={secret} onChange={setSecret} />
        {write.error && <ProblemPanel problem={write.error} />}
        {write.error?.kind === "unavailable" && (
          <p className="text-muted">
            Without a master key the program keeps no secrets. Whoever runs it sets one and starts it again; what you
            typed here stays, except the secret.
          </p>
        )}
      </Form>
    </Dialog>
  );
}
