import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import { cx } from "./cx";
import { Tooltip } from "./Tooltip";

const LOOKS = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-accent-strong",
  secondary: "bg-surface text-ink border-line-strong hover:bg-hover",
  quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-surface text-bad border-line-strong hover:bg-bad-soft hover:border-bad",
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** How everything that is pressed looks; for a link that looks like a button too. */
export function buttonClass(look: ButtonLook = "secondary", more?: string): string {
  return cx(
    "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 text-sm font-medium whitespace-nowrap transition-colors select-none",
    "disabled:opacity-55 aria-disabled:opacity-55 max-md:h-9",
    LOOKS[look],
    more,
  );
}

interface ButtonProps extends ComponentPropsWithRef<"button"> {
  look?: ButtonLook;
  icon?: LucideIcon;
  /** Something is under way: the button waits and says so. */
  busy?: boolean;
  /** Why it cannot be pressed; told on hover, on focus and to screen readers. */
  forbidden?: string | undefined;
}

export function Button({ look, icon: Icon, busy, forbidden, className, children, onClick, ...rest }: ButtonProps) {
  const off = busy || forbidden !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      // Not `disabled`: what cannot be focused cannot say why.
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look, className)}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-4" />
      )}
      {children}
    </button>
  );
  return forbidden === undefined ? button : <Tooltip text={forbidden}>{button}</Tooltip>;
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "children"> {
  icon: LucideIcon;
  label: string;
  keys?: string;
}

/** A button of one picture; its label is its name and its tooltip. */
export function IconButton({ icon: Icon, label, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink max-md:size-9",
          className,
        )}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  );
}
