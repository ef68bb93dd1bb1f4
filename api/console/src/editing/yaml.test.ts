import { describe, expect, it } from "vitest";
import { lineOf, readYaml, withValue, writeYaml } from "./yaml";

const TEXT = `# who it is
name: Orders # for people
limits:
  steps: 4
  # money
  costUsd: "0.10"
code: |
  module.exports = async () => ({});
`;

const VALUE = { name: "Orders", limits: { steps: 4, costUsd: "0.10" }, code: "module.exports = async () => ({});\n" };

describe("Reading YAML", () => {
  it("gives what it says", () => expect(readYaml(TEXT)).toEqual({ value: VALUE }));

  it("takes JSON as well", () => expect(readYaml(JSON.stringify(VALUE))).toEqual({ value: VALUE }));

  it("says on which line it cannot go on", () =>
    expect(readYaml("name: Orders\ntags: [a\n").fault).toMatchObject({ line: 3, message: expect.stringContaining("]") as string }));

  it.each(["", "just words", "- a\n- b", "name: *nowhere"])("refuses %j, which is no definition", (text) =>
    expect(readYaml(text).fault?.line).toBe(1));
});

describe("Changing YAML", () => {
  it("touches only what changes, and keeps what was remarked", () => {
    const changed = withValue(TEXT, { ...VALUE, limits: { steps: 9, costUsd: "0.10" } }, []);

    expect(changed).toBe(TEXT.replace("steps: 4", "steps: 9"));
  });

  it("takes away and puts in the usual order", () => {
    const { limits: _, ...rest } = VALUE;

    const changed = withValue(TEXT, { ...rest, description: "Finds orders" }, ["name", "description", "code"]);

    expect(changed).toBe(
      "# who it is\nname: Orders # for people\ndescription: Finds orders\ncode: |\n  module.exports = async () => ({});\n",
    );
  });

  it("begins anew where it could not be read", () => expect(withValue("a: [", VALUE, [])).toBe(writeYaml(VALUE)));

  it("comes back as it was, whatever a text looks like", () => {
    const odd = { yes: "yes", number: "007", empty: "", lines: "a\n\n b: #c\n", none: null, date: "2026-01-01" };

    expect(readYaml(writeYaml(odd)).value).toEqual(odd);
  });
});

describe("The line of a pointer", () => {
  it.each([
    ["/name", 2],
    ["/limits", 3],
    ["/limits/costUsd", 6],
    ["/limits/memoryMiB", 3],
    ["/tools/0", 1],
    ["", 1],
  ])("%s is %d", (pointer, line) => expect(lineOf(TEXT, pointer)).toBe(line));
});
