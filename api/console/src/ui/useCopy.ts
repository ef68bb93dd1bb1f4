import { useEffect, useState } from "react";
import { toast } from "sonner";

/** Copies text, and tells for a moment that it did. */
export function useCopy(): [copied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 1_500) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => {
    // Without a secure origin there is no clipboard.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setCopied(true),
      () => toast.error("The browser does not allow copying", { description: text }),
    );
  };
  return [copied, copy];
}
