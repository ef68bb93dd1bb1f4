import { X } from "lucide-react";
import { AlertDialog as RadixAlert, Dialog as Radix } from "radix-ui";
import { useState, type ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { Button } from "./Button";
import { cx } from "./cx";
import { ProblemPanel } from "./ProblemPanel";

const SCRIM = "fixed inset-0 z-40 animate-appear bg-scrim";
const BOX =
  "fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 animate-appear flex-col rounded-lg bg-raised shadow-pop";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  children: ReactNode;
  /** The buttons. */
  footer?: ReactNode;
  wide?: boolean;
}

export function Dialog({ open, onClose, title, description, children, footer, wide }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          className={cx(BOX, wide && "w-[min(52rem,calc(100vw-2rem))]")}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <DialogHead title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A drawer from the right: details beside the list they belong to. */
export function SidePanel({ open, onClose, title, description, children, footer }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          className="fixed inset-y-0 right-0 z-50 flex w-[min(40rem,100vw)] animate-slide flex-col bg-raised shadow-pop"
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <DialogHead title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogHead({ title, description }: { title: string; description: string | undefined }) {
  return (
    <div className="flex items-start justify-between gap-4 border-b border-line py-3 pr-3 pl-5">
      <div className="min-w-0 pt-1">
        <Radix.Title className="font-semibold break-words">{title}</Radix.Title>
        {description && <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        {/* Without a tooltip: it would open with each dialog, which puts the focus here. */}
        <button
          type="button"
          aria-label="Close"
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </Radix.Close>
    </div>
  );
}

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  /** The question: Archive this agent? */
  title: string;
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** What the button says: Archive. */
  action: string;
  onConfirm: () => void;
  busy?: boolean;
  /** Why it cannot be confirmed at present. */
  forbidden?: string | undefined;
  danger?: boolean;
  problem?: Problem | null;
  /** Fields, such as a reason. */
  children?: ReactNode;
  /** A word that must be typed first, for what can never be undone. */
  typed?: string;
}

/** Asks before something happens that is not easily undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <RadixAlert.Root open={props.open} onOpenChange={(now) => now || props.onClose()}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={SCRIM} />
        <RadixAlert.Content className={BOX} onOpenAutoFocus={focusWhatIsAsked}>
          <Confirm {...props} />
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}

/** What must be filled in is where people begin; else the focus is on what does no harm. */
function focusWhatIsAsked(event: Event): void {
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[aria-required]");
  if (field) {
    event.preventDefault();
    field.focus();
  }
}

function Confirm(props: ConfirmDialogProps) {
  const { title, consequence, action, onConfirm, busy, forbidden, danger, problem, children, typed } = props;
  const [word, setWord] = useState("");
  const against = forbidden ?? (typed !== undefined && word !== typed ? `Type ${typed} first` : undefined);
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        // React hands it on to the form in which the dialog was opened, which is not what was confirmed.
        event.stopPropagation();
        if (against === undefined && !busy) {
          onConfirm();
        }
      }}
    >
      <div className="min-h-0 space-y-3 overflow-y-auto px-5 py-4">
        <RadixAlert.Title className="font-semibold">{title}</RadixAlert.Title>
        <RadixAlert.Description asChild>
          <div className="text-muted">{consequence}</div>
        </RadixAlert.Description>
        {children}
        {typed !== undefined && (
          <label className="block space-y-1">
            <span>
              Type <strong className="font-mono text-sm">{typed}</strong> to confirm
            </span>
            <input
              value={word}
              onChange={(event) => setWord(event.target.value)}
              autoComplete="off"
              className="h-8 w-full rounded-md border border-line-strong bg-surface px-2.5"
            />
          </label>
        )}
        {problem && <ProblemPanel problem={problem} />}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <RadixAlert.Cancel asChild>
          <Button>Cancel</Button>
        </RadixAlert.Cancel>
        <Button
          type="submit"
          look={danger ? "danger" : "primary"}
          {...(busy ? { busy } : {})}
          forbidden={against}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}
