package dev.agentledger.query.projection;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.queryhandling.QueryUpdateEmitter;

/**
 * The transaction in which a batch is written.
 *
 * <p>Its connection finds the tables of the generation that is written under their plain names.
 */
public final class ProjectionSession {

  private final Connection connection;
  private final Memory memory;
  private final boolean live;
  private final List<Consumer<QueryUpdateEmitter>> announcements = new ArrayList<>();

  ProjectionSession(Connection connection, Memory memory, boolean live) {
    this.connection = connection;
    this.memory = memory;
    this.live = live;
  }

  public Connection connection() {
    return connection;
  }

  /** What the segment's writer remembers of rows; forgotten when the transaction fails. */
  public Memory memory() {
    return memory;
  }

  /**
   * Tells subscribers once the batch is durable; nobody while a generation is only being filled.
   */
  public void announce(Consumer<QueryUpdateEmitter> announcement) {
    if (live) {
      announcements.add(announcement);
    }
  }

  int announced() {
    return announcements.size();
  }

  void forgetAnnouncementsAfter(int first) {
    announcements.subList(first, announcements.size()).clear();
  }

  void tell(QueryUpdateEmitter updates) {
    announcements.forEach(announcement -> announcement.accept(updates));
  }
}
