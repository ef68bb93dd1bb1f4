package dev.agentledger.server.database;

/** The database of this process while it runs. */
sealed interface LedgerDatabase extends AutoCloseable permits EmbeddedDatabase, ExternalDatabase {

  DatabaseAddress address();

  NodeId nodeId();

  /** What stays with the data directory, where there is one. */
  HomeSecrets secrets();

  @Override
  void close();
}
