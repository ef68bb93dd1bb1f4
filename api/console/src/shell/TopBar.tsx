import { LogOut, Menu as MenuIcon, Monitor, Moon, Search, Sun, UserRound } from "lucide-react";
import { words } from "@/format/format";
import { signOut } from "@/session/session";
import { useMe } from "@/session/useMe";
import { IconButton } from "@/ui/Button";
import { KeyHint } from "@/ui/KeyHint";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@/ui/Menu";
import { Logo } from "./Logo";
import { useTheme } from "./theme";

interface TopBarProps {
  onPalette: () => void;
  onShortcuts: () => void;
  onNavigation: () => void;
}

export function TopBar({ onPalette, onShortcuts, onNavigation }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-canvas px-4 md:px-6">
      <div className="flex items-center gap-1 md:hidden">
        <IconButton icon={MenuIcon} label="Open the navigation" onClick={onNavigation} className="-ml-2" />
        <Logo named={false} />
      </div>
      <button
        type="button"
        onClick={onPalette}
        className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-muted transition-colors hover:border-line-strong max-md:h-9 max-md:flex-1 md:w-64"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="mr-auto">Go to…</span>
        <span className="max-md:hidden">
          <KeyHint keys="mod k" />
        </span>
      </button>
      <div className="ml-auto flex items-center gap-1">
        <IdentityMenu onShortcuts={onShortcuts} />
      </div>
    </header>
  );
}

const THEMES = [
  { value: "system", label: "System theme", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

function IdentityMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const me = useMe();
  const [theme, setTheme] = useTheme();
  const name = me?.name ?? "Signed in";
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-8 max-w-52 items-center gap-2 rounded-md px-2 text-sm text-muted transition-colors hover:bg-hover hover:text-ink max-md:h-9"
        >
          {me && (
            <span className="truncate max-md:hidden">
              {me.project}
              <span aria-hidden className="ml-2 text-faint">
                /
              </span>
            </span>
          )}
          <UserRound aria-hidden className="size-4 shrink-0" />
          <span className="truncate font-medium text-ink max-md:sr-only">{name}</span>
        </button>
      }
    >
      {me && (
        <>
          <MenuLabel>
            <span className="block font-medium text-ink">{me.name}</span>
            <span className="block">Project {me.project}</span>
            <span className="block">{me.roles.map(words).join(", ")}</span>
          </MenuLabel>
          <MenuSeparator />
        </>
      )}
      <MenuChoice value={theme} onChange={setTheme} options={THEMES} />
      <MenuSeparator />
      <MenuItem onSelect={onShortcuts}>Keyboard shortcuts</MenuItem>
      <MenuItem icon={LogOut} onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
