package dev.agentledger.api.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A row that differs; its contents, which may be of any project, are not shown.
 *
 * @param key of the row
 * @param columns that differ; empty for a row that only one generation has
 */
public record RowDifference(List<String> key, Kind kind, List<String> columns) {

  /** How a row of the new generation differs. */
  public enum Kind {
    /** Only the new generation has it. */
    @JsonProperty("added")
    ADDED,
    /** Only the generation that serves has it. */
    @JsonProperty("missing")
    MISSING,
    @JsonProperty("changed")
    CHANGED
  }

  public RowDifference {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }
}
