import { Link } from "@tanstack/react-router";
import { KIND_NAMES, KINDS } from "./kinds";

/** The first question of the wizard: what the agent is made of. */
export function KindCards() {
  return (
    <section aria-labelledby="kind-question">
      <h2 id="kind-question" className="pb-3 text-muted">
        What is the agent made of? This is the one thing beside its slug that never changes.
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {KIND_NAMES.map((kind) => {
          const { icon: Icon, label, is } = KINDS[kind];
          return (
            <li key={kind}>
              <Link
                to="/agents/new"
                search={{ kind }}
                className="flex h-full gap-4 rounded-lg border border-line bg-surface p-5 transition-colors hover:border-line-strong hover:bg-hover"
              >
                <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
                  <Icon aria-hidden className="size-5" />
                </span>
                <span>
                  <span className="block font-medium">{label}</span>
                  <span className="mt-1 block text-muted">{is}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
