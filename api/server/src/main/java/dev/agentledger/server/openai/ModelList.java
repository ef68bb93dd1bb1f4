package dev.agentledger.server.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.api.agent.AgentView;
import java.util.List;

/** The agents that answer, as clients of OpenAI list models. */
record ModelList(String object, List<Model> data) {

  ModelList {
    data = List.copyOf(data);
  }

  static ModelList of(List<Model> models) {
    return new ModelList("list", models);
  }

  /**
   * An agent that answers.
   *
   * @param id its slug
   * @param created in seconds since 1970
   * @param ownedBy the project
   */
  record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {

    static Model of(AgentView agent, String project) {
      return new Model(agent.slug(), "model", agent.createdAt().getEpochSecond(), project);
    }
  }
}
