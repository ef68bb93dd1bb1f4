import type { Schema } from "@/api/types";
import { written } from "@/editing/asWritten";
import type { Document } from "@/editing/pointers";

export type Kind = Schema["ToolDefinition"]["kind"];

/** The members of a definition in the order in which people read them. */
export const ORDER = [
  "name", "description", "kind", "effect", "inputSchema", "outputSchema", "http", "code", "credential", "egress",
  "approval", "timeoutMillis", "retries", "quotaPerMinute",
] as const;

const PLAIN = new Set(["http", "egress", "approval"]);

export function asWritten(definition: Document): Document {
  return written(definition, ORDER, PLAIN);
}

const CODE = `module.exports = async ({ celsius }) => ({ fahrenheit: celsius * 9 / 5 + 32 });
`;

export const BEGINNINGS: Record<Kind, Document> = {
  http: {
    name: "",
    description: "",
    kind: "http",
    effect: "read",
    inputSchema: { type: "object", required: ["city"], properties: { city: { type: "string" } } },
    http: { method: "GET", url: "" },
  },
  function: {
    name: "",
    description: "",
    kind: "function",
    effect: "read",
    inputSchema: { type: "object", required: ["celsius"], properties: { celsius: { type: "number" } } },
    outputSchema: { type: "object", required: ["fahrenheit"], properties: { fahrenheit: { type: "number" } } },
    code: CODE,
  },
};
