package dev.agentledger.server.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.api.agent.AgentView;
import java.util.List;

/** The agents that answer, as clients of OpenAI list models. */
record AgentModels(String object, List<AgentModel> data) {

  AgentModels {
    data = List.copyOf(data);
  }

  static AgentModels of(List<AgentModel> models) {
    return new AgentModels("list", models);
  }

  /**
   * An agent that answers.
   *
   * @param id its slug
   * @param created in seconds since 1970
   * @param ownedBy the project
   */
  record AgentModel(
      String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {

    static AgentModel of(AgentView agent, String project) {
      return new AgentModel(agent.slug(), "model", agent.createdAt().getEpochSecond(), project);
    }
  }
}
