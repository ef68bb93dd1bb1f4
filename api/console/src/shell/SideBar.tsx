import { Link } from "@tanstack/react-router";
import { Logo } from "./Logo";
import { NAVIGATION } from "./navigation";
import { useWaiting } from "./useWaiting";

/** The places of the console, and what waits there. */
export function SideBar({ onGo }: { onGo?: () => void }) {
  const waiting = useWaiting();
  return (
    <nav aria-label="Main" className="flex flex-col gap-4 px-2 pb-4">
      <div className="-mb-2 flex h-12 items-center px-2">
        <Logo />
      </div>
      {NAVIGATION.map(({ title, places }) => (
        <div key={title}>
          <p id={`nav-${title}`} className="px-2 pb-1 text-xs font-medium text-faint">
            {title}
          </p>
          <ul aria-labelledby={`nav-${title}`} className="space-y-px">
            {places.map(({ to, label, icon: Icon, waiting: what }) => (
              <li key={to}>
                <Link
                  to={to}
                  onClick={onGo}
                  activeOptions={{ includeSearch: false }}
                  className="group flex h-8 items-center gap-2.5 rounded-md px-2 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink max-md:h-10"
                >
                  <Icon
                    aria-hidden
                    className="size-4 shrink-0 group-aria-[current=page]:text-accent"
                    strokeWidth={1.75}
                  />
                  {label}
                  {what && waiting[what] && (
                    <span className="ml-auto rounded-full bg-warn-soft px-1.5 text-2xs font-medium text-warn tabular">
                      {waiting[what]}
                      <span className="sr-only"> waiting</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
