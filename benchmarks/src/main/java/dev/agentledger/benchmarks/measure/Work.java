package dev.agentledger.benchmarks.measure;

import java.io.IOException;
import java.sql.SQLException;

/** Something that is done again and again by one of several at once. */
@FunctionalInterface
public interface Work extends AutoCloseable {

  /** Does it once and returns how many units that were. */
  int once() throws Exception;

  @Override
  default void close() throws IOException, SQLException {}

  /** Makes the work of each of those who work at once. */
  @FunctionalInterface
  interface Lanes {

    Work lane(int number) throws Exception;
  }
}
