import { Field, TextInput } from "@/ui/form";

interface SecretsProps {
  /** The parts of the secret, and what each is called. */
  parts: Record<string, string>;
  optional: readonly string[] | undefined;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

/** What is secret: typed unseen, sent once, kept nowhere in the browser. */
export function Secrets({ parts, optional, values, onChange }: SecretsProps) {
  return Object.entries(parts).map(([part, label], index) => (
    <Field key={part} label={label} optional={optional?.includes(part) ?? false} {...(index === 0 ? { pointer: "/secret" } : {})}>
      <TextInput
        type="password"
        // A browser that offered to keep it would keep it as the password of this console.
        autoComplete="new-password"
        value={values[part] ?? ""}
        onChange={({ target }) => onChange({ ...values, [part]: target.value })}
      />
    </Field>
  ));
}
