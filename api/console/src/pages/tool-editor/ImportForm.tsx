import { FileUp, Search } from "lucide-react";
import { useRef } from "react";
import type { Reading } from "@/editing/yaml";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { Checkbox, Field, Form, Select, TextInput } from "@/ui/form";

/** What is asked of an import. */
export interface ImportOrder {
  text: string;
  server: string;
  approval: "always" | "never";
  allowPrivate: boolean;
}

interface ImportFormProps {
  order: ImportOrder;
  onChange: (change: Partial<ImportOrder>) => void;
  read: Reading;
  /** Why it cannot be asked what the description becomes. */
  against: string | undefined;
  busy: boolean;
  asked: boolean;
  onLook: () => void;
}

export function ImportForm({ order, onChange, read, against, busy, asked, onLook }: ImportFormProps) {
  const { text, server, approval, allowPrivate } = order;
  const fault = text.trim() === "" ? undefined : read.fault;
  const file = useRef<HTMLInputElement>(null);
  return (
    <Form onSubmit={() => against === undefined && onLook()}>
      <Field
        label="OpenAPI description"
        hint="OpenAPI 3.0 or 3.1, as JSON or YAML. Nothing that it refers to elsewhere is fetched."
        error={fault && `Line ${fault.line}: ${fault.message}`}
      >
        <CodeEditor
          label="OpenAPI description"
          language="yaml"
          text={text}
          marks={fault ? [{ ...fault, severity: "error" }] : []}
          onChange={(next) => onChange({ text: next })}
          className="max-h-96 min-h-40"
        />
      </Field>
      <input
        ref={file}
        type="file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        aria-label="File with an OpenAPI description"
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          void target.files?.[0]?.text().then((content) => onChange({ text: content }));
          target.value = "";
        }}
      />
      <Button icon={FileUp} onClick={() => file.current?.click()}>
        Choose a file
      </Button>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Address of the service" hint="If it is not the one in the description." optional>
          <TextInput value={server} placeholder="https://api.example.com" onChange={({ target }) => onChange({ server: target.value })} />
        </Field>
        <Field label="Approval" hint="Of tools that change something. What only reads needs none.">
          <Select value={approval} onChange={({ target }) => onChange({ approval: target.value === "never" ? "never" : "always" })}>
            <option value="always">A person allows each call</option>
            <option value="never">No approval</option>
          </Select>
        </Field>
      </div>
      <Checkbox
        label="Private networks"
        hint="The service may be in a private network or on this machine."
        checked={allowPrivate}
        onChange={({ target }) => onChange({ allowPrivate: target.checked })}
      />
      <Button type="submit" look={asked ? "secondary" : "primary"} icon={Search} busy={busy} forbidden={against}>
        Show what it becomes
      </Button>
    </Form>
  );
}
