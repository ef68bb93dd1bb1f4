import { Checkbox, Field, Select, TextArea, TextInput } from "@/ui/form";
import type { InputField } from "./input";
import { memberOf, withMember } from "./input";
import { JsonField } from "./JsonField";

interface InputFormProps {
  fields: readonly InputField[];
  input: unknown;
  onChange: (input: unknown) => void;
}

/** The members of the input, one field each. */
export function InputForm({ fields, input, onChange }: InputFormProps) {
  return (
    <div className="space-y-3">
      {fields.map((field) => (
        <Member
          key={field.name}
          field={field}
          value={memberOf(input, field.name)}
          onChange={(value) => onChange(withMember(input, field.name, value))}
        />
      ))}
    </div>
  );
}

interface MemberProps {
  field: InputField;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Member({ field, value, onChange }: MemberProps) {
  const { name, title, hint, required, control, choices } = field;
  if (control === "boolean") {
    return (
      <Checkbox
        label={title}
        {...(hint ? { hint } : {})}
        checked={value === true}
        onChange={({ target }) => onChange(target.checked)}
      />
    );
  }
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const write = (typed: string) => onChange(typed === "" && !required ? undefined : typed);
  return (
    <Field label={title} optional={!required} pointer={`/${name}`} {...(hint ? { hint } : {})}>
      {control === "choice" ? (
        <Select value={text} onChange={({ target }) => onChange(target.value || undefined)}>
          <option value="">—</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      ) : control === "number" ? (
        <TextInput
          type="number"
          step="any"
          value={text}
          onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
        />
      ) : control === "json" ? (
        <JsonField value={value} onChange={onChange} />
      ) : control === "text" ? (
        <TextInput value={text} onChange={({ target }) => write(target.value)} />
      ) : (
        <TextArea rows={3} value={text} onChange={({ target }) => write(target.value)} />
      )}
    </Field>
  );
}
