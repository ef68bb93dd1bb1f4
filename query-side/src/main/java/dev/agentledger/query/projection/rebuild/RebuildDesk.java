package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.projection.ProjectionRebuilds;
import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.RebuildState;
import dev.agentledger.api.projection.RebuildView;
import dev.agentledger.api.projection.SwitchMode;
import dev.agentledger.events.Envelope;
import dev.agentledger.query.projection.Generation;
import dev.agentledger.query.projection.Generation.State;
import dev.agentledger.query.projection.Generations;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.Rebuilds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Takes orders for rebuilds; whichever process is free carries them out. */
@Component
class RebuildDesk implements ProjectionRebuilds, Rebuilds {

  private static final Set<RebuildState> FILLING =
      EnumSet.of(RebuildState.RUNNING, RebuildState.COMPARING);
  private static final Set<RebuildState> OPEN =
      EnumSet.complementOf(EnumSet.of(RebuildState.SWITCHED, RebuildState.CANCELLED));

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Generations generations;
  private final RebuildTable table;
  private final ObjectProvider<Rebuilder> rebuilder;
  private final Map<String, Projection> projections;

  RebuildDesk(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Generations generations,
      RebuildTable table,
      ObjectProvider<Rebuilder> rebuilder,
      List<Projection> projections) {
    this.database = database;
    this.source = source;
    this.generations = generations;
    this.table = table;
    this.rebuilder = rebuilder;
    this.projections =
        projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
  }

  @Override
  public void begin(Projection projection, Rebuilds.Reason reason) {
    reach(
        () ->
            alone(
                projection.name(),
                connection -> {
                  var open = table.open(connection, projection.name());
                  if (open.isPresent() && open.get().version() == projection.version()) {
                    table.resume(connection, open.get().id(), EnumSet.of(RebuildState.FAILED));
                    return open.get();
                  }
                  if (open.isPresent()) {
                    table.become(
                        connection,
                        open.get().id(),
                        OPEN,
                        RebuildState.CANCELLED,
                        "Version %d took its place".formatted(projection.version()));
                  }
                  return begun(
                      connection,
                      projection,
                      "rebuild_" + IdentifierFactory.getInstance().generateIdentifier(),
                      SwitchMode.AUTOMATIC,
                      Envelope.SYSTEM + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                }));
  }

  @Override
  public RebuildView start(String projection, String rebuildId, SwitchMode switching, String by) {
    var code = known(projection);
    return ordered(
        rebuildId, projection, connection -> begun(connection, code, rebuildId, switching, by));
  }

  @Override
  public RebuildView switchBack(String projection, String rebuildId, String by) {
    var code = known(projection);
    return ordered(
        rebuildId,
        projection,
        connection -> {
          var previous =
              generations.of(connection, projection).stream()
                  .filter(generation -> generation.state() == State.PREVIOUS)
                  .findFirst()
                  .orElseThrow(
                      () ->
                          refused(
                              CommandRefused.Reason.WRONG_STATE,
                              "No generation of %s is kept besides the one that serves"
                                  .formatted(projection)));
          if (!previous.isWritableBy(code)) {
            throw refused(
                CommandRefused.Reason.WRONG_STATE,
                "The generation that is kept was filled by version %d, which this program cannot"
                        .formatted(previous.version())
                    + " bring up to the log");
          }
          table.add(
              connection,
              rebuildId,
              RebuildKind.SWITCH_BACK,
              previous,
              previous.version(),
              SwitchMode.AUTOMATIC,
              by);
          return table.find(connection, rebuildId).orElseThrow();
        });
  }

  private Rebuild begun(
      Connection connection, Projection projection, String id, SwitchMode switching, String by)
      throws SQLException {
    var segments =
        generations.of(connection, projection.name()).stream()
            .filter(generation -> generation.state() == State.ACTIVE)
            .mapToInt(Generation::segments)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("Nothing is read of " + projection.name()));
    var generation = generations.create(connection, projection, segments);
    table.add(connection, id, RebuildKind.REBUILD, generation, projection.version(), switching, by);
    return table.find(connection, id).orElseThrow();
  }

  @Override
  public List<RebuildView> of(String projection) {
    known(projection);
    var head = Heads.of(source);
    return reach(() -> table.of(projection)).stream().map(rebuild -> rebuild.view(head)).toList();
  }

  @Override
  public Optional<RebuildView> find(String projection, String rebuildId) {
    return reach(() -> table.find(rebuildId))
        .filter(rebuild -> rebuild.projection().equals(projection))
        .map(rebuild -> rebuild.view(Heads.of(source)));
  }

  @Override
  public RebuildView pause(String projection, String rebuildId) {
    return changed(
        projection,
        rebuildId,
        () -> table.become(rebuildId, FILLING, RebuildState.PAUSED, null),
        "Only a rebuild that runs can be paused");
  }

  @Override
  public RebuildView resume(String projection, String rebuildId) {
    return changed(
        projection,
        rebuildId,
        () -> table.resume(rebuildId),
        "Only a rebuild that was paused or has failed can be resumed");
  }

  @Override
  public RebuildView cancel(String projection, String rebuildId) {
    var cancelled =
        changed(
            projection,
            rebuildId,
            () -> table.become(rebuildId, OPEN, RebuildState.CANCELLED, null),
            "A rebuild that is over cannot be cancelled");
    rebuilder.ifAvailable(Rebuilder::wake);
    return cancelled;
  }

  @Override
  public RebuildView confirm(String projection, String rebuildId) {
    return changed(
        projection,
        rebuildId,
        () -> table.confirm(rebuildId),
        "Only a rebuild that awaits it can be confirmed");
  }

  /** A change of one row. */
  @FunctionalInterface
  private interface Change {
    boolean isDone() throws SQLException;
  }

  private RebuildView changed(String projection, String rebuildId, Change change, String refusal) {
    known(projection);
    var before =
        find(projection, rebuildId)
            .orElseThrow(
                () ->
                    refused(
                        CommandRefused.Reason.NOT_FOUND,
                        "Projection %s has no rebuild %s".formatted(projection, rebuildId)));
    if (!reach(change::isDone)) {
      throw refused(CommandRefused.Reason.WRONG_STATE, refusal);
    }
    rebuilder.ifAvailable(Rebuilder::wake);
    return find(projection, rebuildId).orElse(before);
  }

  private Projection known(String projection) {
    var found = projections.get(projection);
    if (found == null) {
      throw refused(CommandRefused.Reason.NOT_FOUND, "There is no projection " + projection);
    }
    return found;
  }

  /** Statements in one transaction. */
  @FunctionalInterface
  private interface Order {
    Rebuild on(Connection connection) throws SQLException;
  }

  private RebuildView ordered(String rebuildId, String projection, Order order) {
    var rebuild =
        reach(
            () ->
                alone(
                    projection,
                    connection -> {
                      var same = table.find(connection, rebuildId);
                      if (same.isPresent()) {
                        return same.get();
                      }
                      var open = table.open(connection, projection);
                      if (open.isPresent()) {
                        throw refused(
                            CommandRefused.Reason.WRONG_STATE,
                            "%s of %s is not over: it is %s"
                                .formatted(
                                    open.get().id(),
                                    projection,
                                    open.get()
                                        .state()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')));
                      }
                      return order.on(connection);
                    }));
    rebuilder.ifAvailable(Rebuilder::wake);
    return rebuild.view(Heads.of(source));
  }

  private Rebuild alone(String projection, Order order) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        generations.lock(connection, projection);
        var rebuild = order.on(connection);
        connection.commit();
        return rebuild;
      } finally {
        connection.rollback();
      }
    }
  }

  /** A question to the database. */
  @FunctionalInterface
  private interface Question<T> {
    T answer() throws SQLException;
  }

  private static <T> T reach(Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException failure) {
      throw new DataAccessResourceFailureException("The rebuilds cannot be reached", failure);
    }
  }

  private static CommandRefused refused(CommandRefused.Reason reason, String message) {
    return new CommandRefused(reason, message);
  }
}
