import { describe, expect, it } from "vitest";
import { differences } from "./differences";

describe("What differs between two documents", () => {
  it("is told member by member, however deep", () => {
    const before = { kind: "api", http: { url: "https://a.example", method: "GET" }, tags: ["one"] };
    const after = { kind: "api", http: { url: "https://b.example" }, tags: ["one", "two"], name: "B" };

    expect(differences(before, after)).toEqual([
      { pointer: "/http/url", kind: "changed", before: "https://a.example", after: "https://b.example" },
      { pointer: "/http/method", kind: "removed", before: "GET", after: undefined },
      { pointer: "/tags", kind: "changed", before: ["one"], after: ["one", "two"] },
      { pointer: "/name", kind: "added", before: undefined, after: "B" },
    ]);
  });

  it("does not mind in which order members come, and points past slashes", () => {
    expect(differences({ a: 1, b: { "c/d": 2 } }, { b: { "c/d": 3 }, a: 1 })).toEqual([
      { pointer: "/b/c~1d", kind: "changed", before: 2, after: 3 },
    ]);
    expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
  });
});
