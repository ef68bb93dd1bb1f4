import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useBase } from "./useBase";
import { roughAt, useDefinition, type Base } from "./useDefinition";

const BEGINNING = { name: "", kind: "http" };
const ORDER = ["name", "description", "kind"];
const ONE = base(1, "One");
const TWO = base(2, "Two");

function base(number: number, name: string, streamVersion = number): Base {
  return { number, streamVersion, hash: `sha256:${number}`, definition: { name, kind: "http" } };
}

const begin = () => renderHook(() => useDefinition("tool", BEGINNING, ORDER));

const change = (from: Base) =>
  renderHook(
    ({ now }) => {
      const editing = useDefinition("tool.1", now.definition, ORDER, now);
      useBase(editing, now);
      return editing;
    },
    { initialProps: { now: from } },
  );

describe("A definition that is written", () => {
  it("is YAML in step with its form", () => {
    const { result } = begin();

    act(() => result.current.set("/name", "find_order"));
    act(() => result.current.set("/description", "Finds it"));

    expect(result.current.text).toBe("name: find_order\ndescription: Finds it\nkind: http\n");
    expect(result.current.changed).toBe(true);
  });

  it("is a form in step with its YAML", () => {
    const { result } = begin();

    act(() => result.current.setText("name: find_order # by number\nkind: http\n"));
    act(() => result.current.set("/kind", "function"));

    expect(result.current.value).toEqual({ name: "find_order", kind: "function" });
    expect(result.current.text).toBe("name: find_order # by number\nkind: function\n");
  });

  it("keeps YAML that cannot be read, and what it said before", () => {
    const { result } = begin();
    act(() => result.current.setText("name: find_order\nkind: http\n"));

    act(() => result.current.setText("name: [\n"));
    expect(result.current.fault).toBeDefined();
    expect(result.current.text).toBe("name: [\n");
    expect(result.current.value).toEqual({ name: "find_order", kind: "http" });

    act(() => result.current.mend());
    expect(result.current.fault).toBeUndefined();
    expect(result.current.text).toBe("name: find_order\nkind: http\n");
  });

  it("is there again after a reload, and gone after it was saved", () => {
    const first = begin();
    act(() => first.result.current.set("/name", "find_order"));
    first.unmount();

    const second = begin();
    expect(second.result.current.value).toEqual({ name: "find_order", kind: "http" });
    act(() => second.result.current.clear());
    expect(second.result.current.value).toEqual(BEGINNING);
  });
});

describe("A JSON field", () => {
  it("keeps what is no JSON as it was typed", () =>
    expect(roughAt({ value: { schema: {} }, rough: { "/schema": "{" } }, "/schema")).toMatchObject({ text: "{" }));

  it("keeps how JSON was laid out", () =>
    expect(roughAt({ value: { schema: { a: 1 } }, rough: { "/schema": '{"a":1}' } }, "/schema")).toEqual({ text: '{"a":1}' }));

  it("follows what was changed elsewhere", () =>
    expect(roughAt({ value: { schema: { a: 2 } }, rough: { "/schema": '{"a":1}' } }, "/schema")).toEqual({
      text: '{\n  "a": 2\n}',
    }));
});

describe("A definition that is changed", () => {
  it("follows what others save as long as nothing is typed", () => {
    const { result, rerender } = change(ONE);

    rerender({ now: TWO });

    expect(result.current.value.name).toBe("Two");
    expect(result.current.base).toEqual(TWO);
    expect(result.current.changed).toBe(false);
  });

  it("stays as it was typed when others save", () => {
    const { result, rerender } = change(ONE);
    act(() => result.current.set("/name", "Mine"));

    rerender({ now: TWO });

    expect(result.current.value.name).toBe("Mine");
    expect(result.current.base).toEqual(ONE);
    act(() => result.current.rebase(TWO));
    expect(result.current).toMatchObject({ base: TWO, value: { name: "Mine" }, changed: true });
  });

  it("goes on by itself when something else changed than the definition", () => {
    const { result, rerender } = change(ONE);
    act(() => result.current.set("/name", "Mine"));

    rerender({ now: base(1, "One", 7) });

    expect(result.current.base?.streamVersion).toBe(7);
    expect(result.current.value.name).toBe("Mine");
  });
});
