import { Toaster } from "sonner";
import { useShownTheme } from "./theme";

/** What was done, or could not be done, for a moment; `toast` of sonner puts it here. */
export function Toasts() {
  return <Toaster theme={useShownTheme()} position="bottom-right" closeButton richColors={false} />;
}
