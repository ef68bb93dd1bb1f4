package dev.agentledger.api.projection;

import java.util.List;

/**
 * One table in two generations.
 *
 * @param differences a sample of the rows that differ
 */
public record TableComparison(
    String table,
    long rowsBefore,
    long rowsAfter,
    String checksumBefore,
    String checksumAfter,
    List<RowDifference> differences) {

  public TableComparison {
    differences = List.copyOf(differences);
  }

  /** Whether both have the same rows. */
  public boolean same() {
    return rowsBefore == rowsAfter && checksumBefore.equals(checksumAfter);
  }
}
