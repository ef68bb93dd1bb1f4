import { Dialog } from "@/ui/Dialog";
import { KeyHint } from "@/ui/KeyHint";
import { useShortcuts } from "@/ui/shortcuts";

/** The keys that work where one is. */
export default function ShortcutsOverlay({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts();
  // The newest holds where two want the same keys.
  const holding = shortcuts.filter((each, at) => shortcuts.findLastIndex(({ keys }) => keys === each.keys) === at);
  const [going, here] = [holding.filter(isGoing), holding.filter((each) => !isGoing(each))];
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" wide>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        <Keys title="Here" shortcuts={[...here, { keys: "Esc", does: "Close what is open" }]} />
        <Keys title="Go to" shortcuts={going} />
      </div>
    </Dialog>
  );
}

function isGoing({ keys }: { keys: string }): boolean {
  return keys.startsWith("g ");
}

function Keys({ title, shortcuts }: { title: string; shortcuts: readonly { keys: string; does: string }[] }) {
  return (
    <section>
      <h3 className="pb-2 text-xs font-medium text-muted">{title}</h3>
      <dl className="space-y-1.5">
        {shortcuts.map(({ keys, does }) => (
          <div key={keys} className="flex items-center justify-between gap-4">
            <dt>{does}</dt>
            <dd>
              <KeyHint keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
