package dev.agentledger.server.agent;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Resource;

/** An agent as a resource of its caller's tenant. */
final class AgentResource {

  private AgentResource() {}

  /** The agent that an address names, by id or by slug. */
  static Resource<AgentView> named(Caller caller, String idOrSlug) {
    return of(caller, idOf(caller, idOrSlug), idOrSlug);
  }

  static Resource<AgentView> of(Caller caller, AgentId agentId, String name) {
    return new Resource<>(
        "agent " + name,
        new FindAgent(caller.tenant(), agentId),
        AgentView.class,
        AgentView::streamVersion);
  }

  static AgentId idOf(Caller caller, String idOrSlug) {
    return AgentId.fromIdOrSlug(caller.tenant(), idOrSlug);
  }
}
