package dev.agentledger.api.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.events.agent.VersionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed from one version to another. */
public record VersionComparison(VersionRef from, VersionRef to, List<Change> changes) {

  /** How a place of the definition differs. */
  public enum Kind {
    @JsonProperty("added")
    ADDED,
    @JsonProperty("removed")
    REMOVED,
    @JsonProperty("changed")
    CHANGED
  }

  /**
   * One difference.
   *
   * @param pointer JSON pointer into the definition
   * @param before absent when added
   * @param after absent when removed
   */
  public record Change(
      Kind kind, String pointer, @Nullable Object before, @Nullable Object after) {}

  public VersionComparison {
    changes = List.copyOf(changes);
  }
}
