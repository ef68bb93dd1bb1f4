package dev.agentledger.api.projection;

import java.time.Instant;
import java.util.List;

/**
 * What a new generation says otherwise than the one that serves, at one position of the log.
 *
 * @param same whether every table has the same rows
 */
public record GenerationComparison(
    long position, boolean same, List<TableComparison> tables, Instant comparedAt) {

  public GenerationComparison {
    tables = List.copyOf(tables);
  }
}
