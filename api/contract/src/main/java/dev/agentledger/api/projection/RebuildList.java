package dev.agentledger.api.projection;

import java.util.List;

/** The rebuilds of a projection, newest first. */
public record RebuildList(List<RebuildView> items) {

  public RebuildList {
    items = List.copyOf(items);
  }
}
