import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Problem } from "@/api/problem";
import { Logo } from "@/shell/Logo";
import { Button } from "@/ui/Button";
import { Checkbox, Field, Form, TextInput } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useTitle } from "@/ui/useTitle";
import { signIn } from "./session";
import { whoIs } from "./useMe";

/** Asks for a key and lets in whom the API knows; shown at whatever address was asked for. */
export function SignInPage() {
  useTitle("Sign in");
  const [key, setKey] = useState("");
  const [keep, setKeep] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const unknown = problem?.status === 401;

  const submit = async () => {
    const pasted = key.trim();
    if (pasted === "" || busy) {
      setProblem(pasted === "" ? new Problem(401, { detail: "Paste your key first" }) : null);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await whoIs(pasted);
      signIn(pasted, keep);
    } catch (error) {
      setProblem(Problem.from(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex justify-center text-lg">
          <Logo />
        </div>
        <div className="rounded-xl border border-line bg-surface p-6">
          <h1 className="text-lg font-semibold tracking-tight">Sign in</h1>
          <p className="mt-1 mb-5 text-muted">With the API key that an administrator gave you.</p>
          <Form onSubmit={() => void submit()}>
            <Field label="API key" error={unknown ? problem.detail || "No such key" : undefined}>
              <TextInput
                type="password"
                value={key}
                onChange={(event) => setKey(event.target.value)}
                autoComplete="off"
                spellCheck={false}
                placeholder="al_…"
                className="font-mono"
              />
            </Field>
            <Checkbox
              label="Keep me signed in on this device"
              hint="Otherwise the key is forgotten when this tab is closed."
              checked={keep}
              onChange={(event) => setKeep(event.target.checked)}
            />
            {problem && !unknown && <ProblemPanel problem={problem} />}
            <Button type="submit" look="primary" icon={KeyRound} busy={busy} className="w-full">
              Sign in
            </Button>
          </Form>
        </div>
      </div>
    </main>
  );
}
