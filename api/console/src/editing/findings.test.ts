import { describe, expect, it } from "vitest";
import { atFields, isAnswered, standing, under, unreadable, type Finding } from "./findings";
import type { Editing } from "./useDefinition";

function finding(pointer: string, rule: string, message: string, action = ""): Finding {
  return { pointer, rule, severity: "error", message, action };
}

describe("Findings", () => {
  it("stand at the member that is missing", () => {
    const [found] = atFields([finding("/http", "definition.required", '"url" is missing', "Add it.")], { http: {} });

    expect(found).toMatchObject({ pointer: "/http/url", message: "This is needed.", action: "" });
  });

  it("ask once for a text that is empty, whatever it must be like", () => {
    const found = atFields(
      [
        finding("/slug", "definition.minLength", "is shorter than 2 characters", "Give at least 2."),
        finding("/slug", "definition.pattern", "does not match ^[a-z]+$", "Give text that matches ^[a-z]+$."),
      ],
      { slug: "" },
    );

    expect(found.map(({ message }) => message)).toEqual(["This is needed."]);
  });

  it("speak in sentences", () => {
    const found = atFields(
      [finding("/slug", "definition.pattern", "does not match x"), finding("/tools/0", "tools", "no tool of this name")],
      { slug: "A B", tools: ["x"] },
    );

    expect(found.map(({ message }) => message)).toEqual(["This does not have the right form.", "No tool of this name."]);
  });

  it("belong to the part around them", () => {
    const found = [finding("/http/url", "r", "a"), finding("/httpX", "r", "b"), finding("/http", "r", "c")];

    expect(under(found, "/http").map(({ message }) => message)).toEqual(["a", "c"]);
  });

  it("are still to be done where nothing was written", () => {
    const value = { name: "", members: [], limits: { steps: 0 } };

    expect(isAnswered(value, finding("/name", "r", ""))).toBe(false);
    expect(isAnswered(value, finding("/members", "r", ""))).toBe(false);
    expect(isAnswered(value, finding("/limits/steps", "r", ""))).toBe(true);
  });

  it("are no longer shown once what was needed is written", () => {
    const needed = finding("/name", "definition.required", "This is needed.");
    const typed = { rough: {}, fault: undefined };

    expect(standing({ ...typed, value: { name: "" } } as unknown as Editing, [], [needed])).toEqual([needed]);
    expect(standing({ ...typed, value: { name: "Orders" } } as unknown as Editing, [], [needed])).toEqual([]);
  });

  it("are only that it cannot be read, of YAML that cannot be", () => {
    const broken = { value: {}, rough: {}, fault: { line: 3, message: "" } } as unknown as Editing;

    const found = standing(broken, [finding("/slug", "console", "Taken.")], [finding("/name", "r", "Short.")]);

    expect(found.map(({ message }) => message)).toEqual(["Line 3 of the YAML cannot be read."]);
  });

  it("name the JSON fields that cannot be read", () => {
    const typed = { value: { inputSchema: {} }, rough: { "/inputSchema": "{", "/exampleInput": "1" } };

    expect(unreadable(typed).map(({ pointer }) => pointer)).toEqual(["/inputSchema"]);
  });
});
