import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "@/api/queries";
import { PickPart } from "@/editing/PickPart";

const MANY = 50;

/** What the platform offers to every model without being registered. */
const BUILT_IN = [
  { name: "ask_human", says: "built in · Asks a person and waits for the answer" },
  { name: "hand_over", says: "built in · Hands the conversation over to a person" },
];

/** The tools that an agent may call. */
export function ToolsPart() {
  const [text, setText] = useState("");
  const { data, error } = useQuery({
    ...reading("/api/v1/tools", { query: { text: text || undefined, status: "active", limit: MANY } as never }),
    placeholderData: keepPreviousData,
  });
  return (
    <PickPart
      pointer="/tools"
      label="Tools"
      hint="What the model may call. Each tool says itself when a person must allow a call."
      search="Find tools"
      text={text}
      onText={setText}
      choices={
        data && [
          ...data.items.map(({ name, description, effect }) => ({ name, says: `${effect} · ${description}` })),
          ...BUILT_IN.filter(({ name }) => name.includes(text)),
        ]
      }
      problem={error}
      optional
    />
  );
}

/** The agents that an orchestrator directs. */
export function MembersPart() {
  const [text, setText] = useState("");
  const { data, error } = useQuery({
    ...reading("/api/v1/agents", { query: { text: text || undefined, limit: MANY } as never }),
    placeholderData: keepPreviousData,
  });
  return (
    <PickPart
      pointer="/members"
      label="Members"
      hint="The agents that it directs."
      search="Find agents"
      text={text}
      onText={setText}
      choices={data?.items
        .filter(({ status }) => status !== "archived")
        .map(({ slug, name, kind }) => ({ name: slug, says: `${name} · ${kind}` }))}
      problem={error}
    />
  );
}
