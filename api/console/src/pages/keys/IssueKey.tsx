import { useId } from "react";
import { useWrite } from "@/api/queries";
import { useMe, type Role } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Checkbox, Field, Form, Select, TextInput } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { IssuedKey } from "./IssuedKey";
import { LIFETIMES, PLATFORM, ROLES } from "./keys";

const NEW = { name: "", owner: "", roles: ["viewer"] as Role[], expiresIn: "", project: "" };

interface IssueKeyProps {
  /** The project that is looked at; the own without one. */
  project: string | undefined;
  onClose: () => void;
}

export function IssueKey({ project, onClose }: IssueKeyProps) {
  const form = useId();
  const me = useMe();
  const draft = useDraft("key", { ...NEW, project: project ?? "" });
  const { name, owner, roles, expiresIn } = draft.value;
  const put = (change: Partial<typeof NEW>) => draft.set((before) => ({ ...before, ...change }));
  const issue = useWrite("post", "/api/v1/keys", { toastProblem: false, onSuccess: draft.clear });
  if (issue.data) {
    return <IssuedKey issued={issue.data} onClose={onClose} />;
  }
  const lacking = name.trim() === "" ? "Give it a name" : roles.length === 0 ? "Give it a role" : undefined;
  const body = {
    name: name.trim(),
    roles,
    ...(owner.trim() ? { owner: owner.trim() } : {}),
    ...(expiresIn ? { expiresIn } : {}),
    ...(draft.value.project.trim() ? { project: draft.value.project.trim() } : {}),
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Issue a key"
      footer={
        <Button type="submit" form={form} look="primary" forbidden={lacking} busy={issue.isPending}>
          Issue the key
        </Button>
      }
    >
      <Form id={form} problem={issue.error} onSubmit={() => lacking || issue.mutate({ body })}>
        <Field label="Name" hint="What it is for, or whose it is." pointer="/name">
          <TextInput value={name} onChange={({ target }) => put({ name: target.value })} autoComplete="off" />
        </Field>
        <Field label="Owner" hint="In whose name the log keeps what is done with it; the name of the key without one." optional>
          <TextInput value={owner} onChange={({ target }) => put({ owner: target.value })} autoComplete="off" />
        </Field>
        <fieldset className="space-y-2">
          <legend className="mb-1 text-sm font-medium">Roles</legend>
          {(Object.keys(ROLES) as Role[]).map((role) => (
            <Checkbox
              key={role}
              label={role}
              hint={ROLES[role]}
              checked={roles.includes(role)}
              onChange={({ target }) =>
                put({ roles: target.checked ? [...roles, role] : roles.filter((each) => each !== role) })
              }
            />
          ))}
        </fieldset>
        <Field label="Good for">
          <Select value={expiresIn} onChange={({ target }) => put({ expiresIn: target.value })}>
            {Object.entries(LIFETIMES).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {me?.project === PLATFORM && (
          <Field label="Project" hint={`Where it is good; ${me.project} without one. A new name makes a new project.`} optional>
            <TextInput
              value={draft.value.project}
              onChange={({ target }) => put({ project: target.value })}
              placeholder={me.project}
              spellCheck={false}
              autoComplete="off"
            />
          </Field>
        )}
        {issue.error && <ProblemPanel problem={issue.error} />}
      </Form>
    </Dialog>
  );
}
