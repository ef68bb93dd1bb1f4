import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { SignInPage } from "@/session/SignInPage";
import { useSessionKey } from "@/session/session";
import { Shell } from "./Shell";

/** The console, or the way into it. */
export function Root() {
  const key = useSessionKey();
  const client = useQueryClient();
  const before = useRef(key);
  useEffect(() => {
    if (before.current !== key) {
      // What one key may read is not for the next.
      client.clear();
      before.current = key;
    }
  }, [client, key]);
  return key === null ? <SignInPage /> : <Shell key={key} />;
}
