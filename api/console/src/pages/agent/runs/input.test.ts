import { describe, expect, it } from "vitest";
import { exampleOf, fieldsOf, readJson, withMember } from "./input";
import { waysOf } from "./ways";

const SCHEMA = {
  type: "object",
  required: ["question"],
  properties: {
    question: { type: "string", examples: ["How many days?"] },
    country: { type: "string", maxLength: 2, default: "DE" },
    tone: { enum: ["short", "long"] },
    top: { type: "integer" },
    strict: { type: "boolean" },
    more: { type: "object" },
  },
};

describe("The input of a run", () => {
  it("is asked for by the controls that the schema suggests", () => {
    expect(fieldsOf(SCHEMA).map(({ name, control, required }) => [name, control, required])).toEqual([
      ["question", "long", true],
      ["country", "text", false],
      ["tone", "choice", false],
      ["top", "number", false],
      ["strict", "boolean", false],
      ["more", "json", false],
    ]);
    expect(fieldsOf({ type: "string" })).toEqual([]);
    expect(fieldsOf(undefined)).toEqual([]);
  });

  it("begins with the example, or with what the schema gives as such", () => {
    expect(exampleOf({ question: "Why?" }, SCHEMA)).toEqual({ question: "Why?" });
    expect(exampleOf(undefined, SCHEMA)).toEqual({ question: "How many days?", country: "DE" });
    expect(exampleOf(undefined, undefined)).toEqual({});
  });

  it("keeps the members that the form does not know", () => {
    expect(withMember({ a: 1, b: 2 }, "a", 3)).toEqual({ a: 3, b: 2 });
    expect(withMember({ a: 1, b: 2 }, "a", undefined)).toEqual({ b: 2 });
    expect(withMember("no object", "a", 1)).toEqual({ a: 1 });
  });

  it("says why a text is no JSON", () => {
    expect(readJson('{"a": 1}')).toEqual({ value: { a: 1 } });
    expect(readJson("{").fault).toBeTruthy();
  });

  it("can be given in the ways that the agent takes", () => {
    expect(waysOf(true, ["text/plain", "application/json"])).toEqual(["form", "text", "json"]);
    expect(waysOf(false, ["text/plain"])).toEqual(["text"]);
    expect(waysOf(false, [])).toEqual(["json"]);
  });
});
