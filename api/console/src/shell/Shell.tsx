import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Dialog as Radix } from "radix-ui";
import { lazy, Suspense, useEffect, useState } from "react";
import { useShortcut } from "@/ui/shortcuts";
import { Skeleton } from "@/ui/Skeleton";
import { PLACES, type Place } from "./navigation";
import { SideBar } from "./SideBar";
import { TopBar } from "./TopBar";

const CommandPalette = lazy(() => import("./CommandPalette"));
const ShortcutsOverlay = lazy(() => import("./ShortcutsOverlay"));

/** The frame around every page. */
export function Shell() {
  const [open, setOpen] = useState<"palette" | "shortcuts" | "navigation" | null>(null);
  const close = () => setOpen(null);
  const client = useQueryClient();
  // What one key may read is not for the next; cleared any later, it would end the first reads of that one.
  useEffect(() => () => client.clear(), [client]);
  useShortcut("mod k", "Go to a page, an agent or a run", () => setOpen("palette"));
  useShortcut("?", "Show the keys", () => setOpen("shortcuts"));
  const going = useRouterState({ select: (state) => state.status === "pending" });

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className="sticky top-0 h-dvh overflow-y-auto border-r border-line max-md:hidden">
        <SideBar />
      </div>
      <div className="min-w-0">
        <TopBar
          onPalette={() => setOpen("palette")}
          onShortcuts={() => setOpen("shortcuts")}
          onNavigation={() => setOpen("navigation")}
        />
        <main id="content" tabIndex={-1} aria-busy={going} className="px-4 pt-5 pb-10 outline-none md:px-6">
          <Suspense fallback={<Skeleton lines={4} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {PLACES.filter((place) => place.keys).map((place) => (
        <GoTo key={place.to} place={place} />
      ))}
      <Radix.Root open={open === "navigation"} onOpenChange={(now) => now || close()}>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-64 overflow-y-auto bg-raised shadow-pop"
          >
            <Radix.Title className="sr-only">Navigation</Radix.Title>
            <SideBar onGo={close} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <Suspense>
        {open === "palette" && <CommandPalette onClose={close} />}
        {open === "shortcuts" && <ShortcutsOverlay onClose={close} />}
      </Suspense>
    </div>
  );
}

function GoTo({ place }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(place.keys ?? "", `Go to ${place.label}`, () => void navigate({ to: place.to }));
  return null;
}
