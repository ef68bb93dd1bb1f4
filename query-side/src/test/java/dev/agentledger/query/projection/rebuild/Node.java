package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.api.projection.ProjectionRebuilds;
import dev.agentledger.api.projection.Projections;
import dev.agentledger.api.projection.RebuildState;
import dev.agentledger.api.projection.RebuildView;
import dev.agentledger.query.projection.Projection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** One process that keeps projections, beside others on the same database. */
public final class Node implements AutoCloseable {

  private final Mortal database;
  private final AnnotationConfigApplicationContext components =
      new AnnotationConfigApplicationContext();

  public Node(Ground ground, String name, Projection... projections) {
    database = new Mortal(ground.database());
    components
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("ledger.rebuild.deal", "100")));
    components.registerBean(DataSource.class, () -> database);
    components.registerBean(StreamableMessageSource.class, ground::log);
    components.registerBean(
        QueryUpdateEmitter.class, () -> SimpleQueryUpdateEmitter.builder().build());
    components.registerBean(ProjectionOwner.class, () -> new ProjectionOwner(name));
    for (var projection : projections) {
      components.registerBean(projection.name(), Projection.class, () -> projection);
    }
    components.scan("dev.agentledger.query.projection");
    components.refresh();
  }

  ProjectionRebuilds rebuilds() {
    return components.getBean(ProjectionRebuilds.class);
  }

  Projections projections() {
    return components.getBean(Projections.class);
  }

  ProjectionPositions positions() {
    return components.getBean(ProjectionPositions.class);
  }

  RebuildView await(String projection, String rebuildId, RebuildState state) {
    Awaitility.await("a rebuild that is " + state)
        .atMost(Ground.PATIENCE)
        .until(
            () ->
                rebuilds()
                    .find(projection, rebuildId)
                    .filter(view -> view.state() == state)
                    .isPresent());
    return rebuilds().find(projection, rebuildId).orElseThrow();
  }

  public <T> T component(Class<T> type) {
    return components.getBean(type);
  }

  /** Takes the database away for good, so that nothing is put in order. */
  public void kill() {
    database.dead = true;
  }

  @Override
  public void close() {
    components.close();
  }

  /** A database that can be taken away from one process. */
  private static final class Mortal extends DelegatingDataSource {

    private volatile boolean dead;

    Mortal(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (dead) {
        throw new SQLNonTransientConnectionException("The process is dead", "08006");
      }
      return super.getConnection();
    }
  }
}
