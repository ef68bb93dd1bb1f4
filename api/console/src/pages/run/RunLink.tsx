import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Leads to another run. */
export function RunLink({ run, children }: { run: string; children: ReactNode }) {
  return (
    <Link to="/runs/$run" params={{ run }} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
