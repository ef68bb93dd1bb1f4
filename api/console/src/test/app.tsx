import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { newQueryClient } from "@/api/queries";
import { newRouter } from "@/routes";
import { signIn } from "@/session/session";
import { TooltipProvider } from "@/ui/Tooltip";

/** Opens the console at an address, with a key. */
export function openAt(address: string) {
  signIn("al_test_key", false);
  const router = newRouter(createMemoryHistory({ initialEntries: [address] }));
  render(
    <Providers client={newQueryClient()}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return router;
}

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>{children}</TooltipProvider>
    </QueryClientProvider>
  );
}
