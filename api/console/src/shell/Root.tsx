import { SignInPage } from "@/session/SignInPage";
import { useSessionKey } from "@/session/session";
import { Shell } from "./Shell";

/** The console, or the way into it. */
export function Root() {
  const key = useSessionKey();
  return key === null ? <SignInPage /> : <Shell key={key} />;
}
