import type { Schema } from "@/api/types";
import { listed } from "@/format/listed";

type Credential = Schema["CredentialView"];
export type Kind = Credential["kind"];

interface KindOf {
  label: string;
  means: string;
  /** The parts of the secret, and what each is called; the headers name their own. */
  secrets: Record<string, string>;
  /** Parts of the secret that may be left out. */
  optional?: readonly string[];
}

export const KINDS: Record<Kind, KindOf> = {
  "api-key": { label: "API key", means: "A key in a header or in the query.", secrets: { value: "Key" } },
  bearer: { label: "Bearer token", means: "A token in the header Authorization.", secrets: { token: "Token" } },
  basic: {
    label: "User and password",
    means: "HTTP Basic, in the header Authorization.",
    secrets: { username: "User", password: "Password" },
  },
  "oauth2-client-credentials": {
    label: "OAuth 2, client credentials",
    means: "Access tokens are fetched with the client's own secret, and kept until they expire.",
    secrets: { clientSecret: "Client secret" },
  },
  "oauth2-refresh-token": {
    label: "OAuth 2, refresh token",
    means: "Access tokens are fetched with a refresh token that somebody granted.",
    secrets: { refreshToken: "Refresh token", clientSecret: "Client secret" },
    optional: ["clientSecret"],
  },
  headers: { label: "Headers", means: "Several headers, each with a secret of its own.", secrets: {} },
};

/** A credential as it is typed, without its secret: that is never kept. */
export interface Draft {
  name: string;
  description: string;
  kind: Kind;
  place: "header" | "query";
  parameter: string;
  headers: string;
  tokenUrl: string;
  clientId: string;
  scopes: string;
  tokenParameters: string;
  clientSecretInBody: boolean;
  allowPrivate: boolean;
  hosts: string;
}

export const NEW: Draft = {
  name: "",
  description: "",
  kind: "api-key",
  place: "header",
  parameter: "X-Api-Key",
  headers: "",
  tokenUrl: "",
  clientId: "",
  scopes: "",
  tokenParameters: "",
  clientSecretInBody: false,
  allowPrivate: false,
  hosts: "",
};

export function draftOf({ name, description = "", kind, use }: Credential): Draft {
  return {
    name,
    description,
    kind,
    place: use.query === undefined ? "header" : "query",
    parameter: use.header ?? use.query ?? "",
    headers: (use.headers ?? []).join(", "),
    tokenUrl: use.tokenUrl ?? "",
    clientId: use.clientId ?? "",
    scopes: (use.scopes ?? []).join(", "),
    tokenParameters: Object.entries(use.tokenParameters ?? {})
      .map(([parameter, value]) => `${parameter}=${value}`)
      .join(", "),
    clientSecretInBody: use.clientSecretInBody,
    allowPrivate: use.allowPrivate,
    hosts: (use.hosts ?? []).join(", "),
  };
}

export function isOAuth(kind: Kind): boolean {
  return kind.startsWith("oauth2");
}

/** What is secret of it, by the names that the API gives the parts. */
export function secretsOf({ kind, headers }: Draft): Record<string, string> {
  return kind === "headers" ? Object.fromEntries(listed(headers).map((name) => [name, name])) : KINDS[kind].secrets;
}

/** Where the secret goes; only what the kind knows. */
export function asUse(draft: Draft): Schema["CredentialUse"] {
  const hosts = listed(draft.hosts);
  return {
    ...(draft.kind === "api-key" && { [draft.place]: draft.parameter.trim() }),
    ...(draft.kind === "headers" && { headers: listed(draft.headers) }),
    ...(isOAuth(draft.kind) && {
      tokenUrl: draft.tokenUrl.trim(),
      clientId: draft.clientId.trim(),
      scopes: listed(draft.scopes),
      tokenParameters: Object.fromEntries(listed(draft.tokenParameters).map(pair)),
    }),
    clientSecretInBody: isOAuth(draft.kind) && draft.clientSecretInBody,
    allowPrivate: isOAuth(draft.kind) && draft.allowPrivate,
    ...(hosts.length > 0 && { hosts }),
  };
}

/** Where a call shows it, in a few words. */
export function placeOf({ kind, use }: Pick<Credential, "kind" | "use">): string {
  switch (kind) {
    case "api-key":
      return use.query === undefined ? `header ${use.header}` : `query parameter ${use.query}`;
    case "headers":
      return `headers ${(use.headers ?? []).join(", ")}`;
    default:
      return "header Authorization";
  }
}

function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
