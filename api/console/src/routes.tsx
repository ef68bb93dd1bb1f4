import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { NotFound } from "./shell/NotFound";
import { PageFailed } from "./shell/PageFailed";
import { Root } from "./shell/Root";
import { parseSearch, stringifySearch, type Search } from "./ui/urlState";

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  // Every page reads its own members; what the address says is text until then.
  validateSearch: (search): Search => search as Search,
});

type Import<N extends string> = () => Promise<Record<N, React.ComponentType>>;

function page<const P extends string, N extends string>(path: P, load: Import<N>, name: N) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/agents", replace: true });
  },
});

/** Every page of the console and its address. Tabs, filters and selections are in the search. */
const routes = root.addChildren([
  home,
  page("/agents", () => import("./pages/agents/AgentsPage"), "AgentsPage"),
  page("/agents/new", () => import("./pages/agent-editor/NewAgentPage"), "NewAgentPage"),
  page("/agents/$agent", () => import("./pages/agent/AgentPage"), "AgentPage"),
  page("/agents/$agent/edit", () => import("./pages/agent-editor/EditAgentPage"), "EditAgentPage"),
  page("/tools", () => import("./pages/tools/ToolsPage"), "ToolsPage"),
  page("/tools/new", () => import("./pages/tool-editor/NewToolPage"), "NewToolPage"),
  page("/tools/import", () => import("./pages/tool-editor/ImportPage"), "ImportPage"),
  page("/tools/$tool/edit", () => import("./pages/tool-editor/EditToolPage"), "EditToolPage"),
  page("/tools/$tool", () => import("./pages/tool/ToolPage"), "ToolPage"),
  page("/playground", () => import("./pages/playground/PlaygroundPage"), "PlaygroundPage"),
  page("/playground/$agent", () => import("./pages/talk/TalkPage"), "TalkPage"),
  page("/runs", () => import("./pages/runs/RunsPage"), "RunsPage"),
  page("/runs/$run", () => import("./pages/run/RunPage"), "RunPage"),
  page("/approvals", () => import("./pages/approvals/ApprovalsPage"), "ApprovalsPage"),
  page("/approvals/$approval", () => import("./pages/approval/ApprovalPage"), "ApprovalPage"),
  page("/reconcile", () => import("./pages/reconcile/ReconcilePage"), "ReconcilePage"),
  page("/costs", () => import("./pages/costs/CostsPage"), "CostsPage"),
  page("/audit", () => import("./pages/audit/AuditPage"), "AuditPage"),
  page("/projections", () => import("./pages/projections/ProjectionsPage"), "ProjectionsPage"),
  page("/projections/$projection", () => import("./pages/projection/ProjectionPage"), "ProjectionPage"),
  page("/settings/keys", () => import("./pages/keys/KeysPage"), "KeysPage"),
  page("/settings/policy", () => import("./pages/policy/PolicyPage"), "PolicyPage"),
  page("/settings/models", () => import("./pages/models/ModelsPage"), "ModelsPage"),
  page("/settings/credentials", () => import("./pages/credentials/CredentialsPage"), "CredentialsPage"),
  page("/settings/prices", () => import("./pages/prices/PricesPage"), "PricesPage"),
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: routes,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
