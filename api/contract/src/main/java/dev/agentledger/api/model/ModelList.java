package dev.agentledger.api.model;

import java.util.List;

/** The configured models, provider by provider. */
public record ModelList(List<ModelView> items) {

  public ModelList {
    items = List.copyOf(items);
  }
}
