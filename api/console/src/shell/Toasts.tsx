import type { CSSProperties } from "react";
import { Toaster } from "sonner";
import { useShownTheme } from "./theme";

const LOOK = {
  "--normal-bg": "var(--raised)",
  "--normal-border": "var(--line-strong)",
  "--normal-text": "var(--ink)",
  fontFamily: "var(--font-sans)",
} as CSSProperties;

const OPTIONS = {
  classNames: {
    success: "[&_[data-icon]]:text-good",
    warning: "[&_[data-icon]]:text-warn",
    error: "[&_[data-icon]]:text-bad",
  },
};

/** What was done, or could not be done, for a moment; `toast` of sonner puts it here. */
export function Toasts() {
  return <Toaster theme={useShownTheme()} position="bottom-right" closeButton style={LOOK} toastOptions={OPTIONS} />;
}
