import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useDraft } from "./useDraft";

const EMPTY = { name: "", tags: [] as string[] };

describe("A draft", () => {
  it("is there again after a reload", () => {
    // given something typed
    const first = renderHook(() => useDraft("tool", EMPTY));
    act(() => first.result.current.set((before) => ({ ...before, name: "Search" })));
    first.unmount();

    // when the page is loaded again, then it stands there and says so
    const second = renderHook(() => useDraft("tool", EMPTY));
    expect(second.result.current.value).toEqual({ name: "Search", tags: [] });
    expect(second.result.current.restored).toBe(true);
  });

  it("is forgotten once it was sent", () => {
    const { result, unmount } = renderHook(() => useDraft("tool", EMPTY));
    act(() => result.current.set({ name: "Search", tags: [] }));
    act(() => result.current.clear());
    expect(result.current.value).toEqual(EMPTY);
    unmount();
    expect(renderHook(() => useDraft("tool", EMPTY)).result.current.restored).toBe(false);
  });

  it("does not mix with another form", () => {
    const { result } = renderHook(() => useDraft("tool", EMPTY));
    act(() => result.current.set({ name: "Search", tags: [] }));
    expect(renderHook(() => useDraft("agent", EMPTY)).result.current.value).toEqual(EMPTY);
  });

  it("begins anew when what was kept cannot be read", () => {
    sessionStorage.setItem("ledger.draft.tool", "{");
    expect(renderHook(() => useDraft("tool", EMPTY)).result.current.value).toEqual(EMPTY);
  });
});
