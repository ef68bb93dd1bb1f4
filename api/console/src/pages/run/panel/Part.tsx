import type { ReactNode } from "react";

/** A part of the panel with its title. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 space-y-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}
