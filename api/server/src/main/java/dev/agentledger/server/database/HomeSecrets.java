package dev.agentledger.server.database;

import java.util.Optional;
import java.util.function.Supplier;

/** Short secrets that stay with the data directory, readable for its owner only. */
@FunctionalInterface
public interface HomeSecrets {

  /** The secret of this name, made once; none where there is no data directory. */
  Optional<String> keep(String name, Supplier<String> made);
}
