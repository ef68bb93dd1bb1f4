/** A JSON object of which only parts are known here; the API judges the rest. */
export type Document = Readonly<Record<string, unknown>>;

export function tokensOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerOf(...tokens: (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function isObject(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a JSON pointer, if there is one. */
export function at(value: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>(
    (found, token) =>
      typeof found === "object" && found !== null && Object.hasOwn(found, token)
        ? (found as Record<string, unknown>)[token]
        : undefined,
    value,
  );
}

/** The same with another value at the pointer; `undefined` removes it, and each object it leaves empty. */
export function withAt(value: unknown, pointer: string, next: unknown): unknown {
  const [first, ...rest] = tokensOf(pointer);
  if (first === undefined) {
    return next;
  }
  const inner = rest.length === 0 ? next : withAt(member(value, first), pointerOf(...rest), next);
  if (Array.isArray(value)) {
    return inner === undefined && rest.length === 0
      ? value.filter((_, index) => String(index) !== first)
      : Object.assign([...(value as unknown[])], { [first]: inner ?? {} });
  }
  if (inner === undefined) {
    const { [first]: _, ...others } = isObject(value) ? value : {};
    return Object.keys(others).length === 0 ? undefined : others;
  }
  return { ...(isObject(value) ? value : {}), [first]: inner };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Whether two JSON values say the same; the order of members says nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => same(each, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name]))
    );
  }
  return one === other;
}
