import { Blocks, Braces, Globe, MessageSquareText, type LucideIcon } from "lucide-react";
import type { Schema } from "@/api/types";
import { written } from "@/editing/asWritten";
import type { Document } from "@/editing/pointers";

export type Kind = Schema["AgentDefinition"]["kind"];

interface KindOfAgent {
  label: string;
  /** What is made, within a sentence. */
  title: string;
  icon: LucideIcon;
  /** What it is, in a sentence. */
  is: string;
  behaviour: string;
  beginning: Document;
}

const JSON_ONLY = { inputModes: ["application/json"], outputModes: ["application/json"] };

const QUESTION = {
  type: "object",
  required: ["question"],
  properties: { question: { type: "string", examples: ["What does an append-only log make easy?"] } },
};

const ANSWER = { type: "object", required: ["answer"], properties: { answer: { type: "string" } } };

const CODE = `module.exports = async ({ text }, ctx) => {
  const words = text.split(/\\s+/).filter(Boolean);
  ctx.log("counted", words.length, "words");
  return { words: words.length };
};
`;

function beginning(kind: Kind, rest: Document): Document {
  return { slug: "", name: "", kind, ...JSON_ONLY, ...rest };
}

export const KINDS: Record<Kind, KindOfAgent> = {
  function: {
    label: "Function",
    title: "function agent",
    icon: Braces,
    is: "JavaScript of your own, run in a sandbox without network: the same input gives the same answer, and it costs nothing.",
    behaviour: "Code",
    beginning: beginning("function", {
      inputSchema: {
        type: "object",
        required: ["text"],
        properties: { text: { type: "string", examples: ["Every step is a fact"] } },
      },
      outputSchema: { type: "object", required: ["words"], properties: { words: { type: "integer" } } },
      code: CODE,
      limits: { timeoutMillis: 2000 },
      smokeTests: [{ name: "four words", input: { text: "one two three four" }, expectedOutput: { words: 4 } }],
    }),
  },
  context: {
    label: "Context",
    title: "context agent",
    icon: MessageSquareText,
    is: "A model with a prompt and tools: it thinks in steps, calls what you allow, and answers in the form you describe.",
    behaviour: "Prompt and model",
    beginning: beginning("context", { inputSchema: QUESTION, outputSchema: ANSWER, systemPrompt: "" }),
  },
  api: {
    label: "API",
    title: "API agent",
    icon: Globe,
    is: "One HTTP call to a service that is there already, made from a template, with its answer mapped to your output.",
    behaviour: "HTTP call",
    beginning: beginning("api", {
      inputSchema: {
        type: "object",
        required: ["city"],
        properties: { city: { type: "string", examples: ["Berlin"] } },
      },
      outputSchema: { type: "object" },
      http: { method: "GET", url: "" },
    }),
  },
  orchestrator: {
    label: "Orchestrator",
    title: "orchestrator",
    icon: Blocks,
    is: "A model that directs other agents: it splits a request, gives each part to a member and puts the answers together.",
    behaviour: "Prompt and members",
    beginning: beginning("orchestrator", { inputSchema: QUESTION, outputSchema: ANSWER, systemPrompt: "", members: [] }),
  },
};

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** The members of a definition in the order in which people read them. */
export const ORDER = [
  "slug", "name", "description", "kind", "tags", "inputModes", "outputModes", "inputSchema", "outputSchema",
  "systemPrompt", "model", "tools", "code", "http", "members", "limits", "exampleInput", "smokeTests",
] as const;

const PLAIN = new Set(["tags", "inputModes", "outputModes", "model", "tools", "http", "members", "limits", "smokeTests"]);

export function asWritten(definition: Document): Document {
  return written(definition, ORDER, PLAIN);
}

export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64)
    .replace(/-$/, "");
}

export const STEPS = ["identity", "behaviour", "input", "limits", "tests", "review"] as const;
export type Step = (typeof STEPS)[number];

/** The step in which a part of the definition is asked for. */
export function stepOf(pointer: string): Step {
  const [, member = ""] = pointer.split("/");
  if (["", "slug", "name", "description", "tags", "kind"].includes(member)) {
    return "identity";
  }
  if (["inputSchema", "outputSchema", "inputModes", "outputModes", "exampleInput"].includes(member)) {
    return "input";
  }
  return member === "limits" ? "limits" : member === "smokeTests" ? "tests" : "behaviour";
}
