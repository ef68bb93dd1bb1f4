package dev.agentledger.api.projection;

import java.util.List;

/** All projections, by name. */
public record ProjectionList(List<ProjectionView> items) {

  public ProjectionList {
    items = List.copyOf(items);
  }
}
