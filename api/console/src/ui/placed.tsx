import { Fragment, type ReactNode } from "react";

/** Parts that are told apart by their place alone: none is ever taken out or put between others. */
export function placed<T>(parts: readonly T[], show: (part: T) => ReactNode): ReactNode {
  return [...parts.entries()].map(([place, part]) => <Fragment key={place}>{show(part)}</Fragment>);
}
