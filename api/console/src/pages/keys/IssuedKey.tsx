import { Check, Copy } from "lucide-react";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useCopy } from "@/ui/useCopy";
import { KeyValues, When } from "@/ui/values";

interface IssuedKeyProps {
  issued: Schema["IssuedKey"];
  onClose: () => void;
}

/** The only time that the secret of a key is shown. */
export function IssuedKey({ issued, onClose }: IssuedKeyProps) {
  const [copied, copy] = useCopy();
  const { name, owner, project, roles, secret, expiresAt } = issued;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`The key ${name}`}
      footer={
        <Button look="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="space-y-4">
        <p className="rounded-md bg-warn-soft px-3 py-2">
          Copy it now. It is shown this once: the ledger keeps only what it needs to recognise it.
        </p>
        <div className="flex items-center gap-2">
          <input
            aria-label="Secret of the key"
            readOnly
            value={secret}
            onFocus={({ target }) => target.select()}
            className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-sunken px-2.5 font-mono text-xs max-md:h-9"
          />
          <Button icon={copied ? Check : Copy} onClick={() => copy(secret)}>
            {copied ? "Copied" : "Copy"}
          </Button>
        </div>
        <KeyValues
          items={[
            ["Owner", owner],
            ["Project", project],
            ["Roles", roles.join(", ")],
            ["Expires", expiresAt ? <When key="expires" at={expiresAt} full /> : "Never"],
          ]}
        />
      </div>
    </Dialog>
  );
}
