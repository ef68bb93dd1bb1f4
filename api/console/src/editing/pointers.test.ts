import { describe, expect, it } from "vitest";
import { at, pointerOf, same, tokensOf, withAt } from "./pointers";

const AGENT = { name: "Orders", limits: { steps: 4 }, smokeTests: [{ name: "one", input: {} }, { name: "two" }] };

describe("A pointer", () => {
  it("names members of any name", () => {
    expect(pointerOf("a/b", "~c", 0)).toBe("/a~1b/~0c/0");
    expect(tokensOf("/a~1b/~0c/0")).toEqual(["a/b", "~c", "0"]);
    expect(tokensOf("")).toEqual([]);
  });

  it.each([
    ["", AGENT],
    ["/limits/steps", 4],
    ["/smokeTests/1/name", "two"],
    ["/smokeTests/7/name", undefined],
    ["/name/length", undefined],
    ["/toString", undefined],
  ])("%s leads to what is there", (pointer, found) => expect(at(AGENT, pointer)).toEqual(found));
});

describe("A value at a pointer", () => {
  it("is replaced in its place, and nothing else with it", () => {
    const next = withAt(AGENT, "/limits/steps", 5);

    expect(next).toEqual({ ...AGENT, limits: { steps: 5 } });
    expect(Object.keys(next as object)).toEqual(["name", "limits", "smokeTests"]);
    expect(AGENT.limits.steps).toBe(4);
  });

  it("is put where nothing was", () =>
    expect(withAt({}, "/approval/need", "always")).toEqual({ approval: { need: "always" } }));

  it("leaves no empty object behind when it is taken away", () =>
    expect(withAt({ name: "Orders", limits: { steps: 4 } }, "/limits/steps", undefined)).toEqual({ name: "Orders" }));

  it("is taken from a list, or from what stands in a list", () => {
    expect(withAt(AGENT, "/smokeTests/0", undefined)).toMatchObject({ smokeTests: [{ name: "two" }] });
    expect(withAt([{ input: 1 }, 2], "/0/input", undefined)).toEqual([{}, 2]);
  });
});

describe("Two values", () => {
  it.each([
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: undefined }, {}, false],
    [[1, 2], [2, 1], false],
    [{ a: null }, { a: 0 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
  ])("%j and %j: the same is %s", (one, other, expected) => expect(same(one, other)).toBe(expected));
});
