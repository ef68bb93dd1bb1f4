import { Checkbox, Field, Select, TextInput } from "@/ui/form";
import { isOAuth, type Draft } from "./kinds";

interface UseFieldsProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** Where the secret goes. Nothing here is secret. */
export function UseFields({ draft, onChange }: UseFieldsProps) {
  const text = (member: "parameter" | "headers" | "tokenUrl" | "clientId" | "scopes" | "tokenParameters" | "hosts") => (
    <TextInput
      value={draft[member]}
      onChange={({ target }) => onChange({ [member]: target.value })}
      spellCheck={false}
      autoComplete="off"
    />
  );
  return (
    <>
      {draft.kind === "api-key" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="In the" pointer="/use">
            <Select
              value={draft.place}
              onChange={({ target }) => onChange({ place: target.value as Draft["place"] })}
            >
              <option value="header">header</option>
              <option value="query">query</option>
            </Select>
          </Field>
          <Field label={draft.place === "header" ? "Header" : "Parameter"} pointer={`/use/${draft.place}`}>
            {text("parameter")}
          </Field>
        </div>
      )}
      {draft.kind === "headers" && (
        <Field label="Headers" hint="Their names, separated by commas. Each gets a secret below." pointer="/use/headers">
          {text("headers")}
        </Field>
      )}
      {isOAuth(draft.kind) && (
        <>
          <Field label="Token address" hint="Where access tokens are fetched." pointer="/use/tokenUrl">
            {text("tokenUrl")}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Client id" pointer="/use/clientId" optional={draft.kind === "oauth2-refresh-token"}>
              {text("clientId")}
            </Field>
            <Field label="Scopes" hint="Separated by commas." pointer="/use/scopes" optional>
              {text("scopes")}
            </Field>
          </div>
          <Field label="More parameters" hint="Such as audience=orders, separated by commas." pointer="/use/tokenParameters" optional>
            {text("tokenParameters")}
          </Field>
          <Checkbox
            label="Send the client's secret in the form"
            hint="And not as HTTP Basic."
            checked={draft.clientSecretInBody}
            onChange={({ target }) => onChange({ clientSecretInBody: target.checked })}
          />
          <Checkbox
            label="The token's host may be private"
            hint="In a private network, or on the machine of the program."
            checked={draft.allowPrivate}
            onChange={({ target }) => onChange({ allowPrivate: target.checked })}
          />
        </>
      )}
      <Field
        label="Send it only to"
        hint="Hosts, separated by commas; *.example.com for all below one. To any host that a tool calls without one."
        pointer="/use/hosts"
        optional
      >
        {text("hosts")}
      </Field>
    </>
  );
}
