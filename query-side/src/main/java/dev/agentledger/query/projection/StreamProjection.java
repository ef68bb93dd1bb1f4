package dev.agentledger.query.projection;

import dev.agentledger.events.DomainEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;

/**
 * A read model with one view for each stream of a feature.
 *
 * <p>All events of a batch are folded in memory; then all views that changed are written at once,
 * and subscribers are told of each as it is then.
 *
 * @param <E> the feature's events
 * @param <V> how a stream looks after each
 */
public abstract class StreamProjection<E extends DomainEvent, V> implements Projection {

  private final Class<E> family;
  private final Class<V> view;

  protected StreamProjection(Class<E> family, Class<V> view) {
    this.family = family;
    this.view = view;
  }

  /**
   * A stream that changed.
   *
   * @param events what happened to it in this batch, in order
   */
  public record Change<V>(String streamId, String tenant, V view, List<ProjectedEvent> events) {

    private Change<V> followedBy(ProjectedEvent event, V later) {
      events.add(event);
      return new Change<>(streamId, tenant, later, events);
    }
  }

  /** The views of these streams that there are, by stream. */
  protected abstract Map<String, V> load(Connection connection, String[] streamIds)
      throws SQLException;

  /** The view after one more event. */
  protected abstract V evolve(@Nullable V before, E fact, ProjectedEvent event);

  /** The sequence of the last event that a view shows. */
  protected abstract long versionOf(V view);

  /** Writes views; a row that shows the same or more already must stay as it is. */
  protected abstract void save(Connection connection, Collection<Change<V>> changes)
      throws SQLException;

  /** Tells subscribers of a view, after it is durable. */
  protected abstract void announce(String tenant, V after, QueryUpdateEmitter updates);

  /** Whether more is to be expected of a stream soon, so that its view is worth remembering. */
  protected boolean isLively(V after) {
    return true;
  }

  @Override
  public final Set<Class<? extends DomainEvent>> families() {
    return Set.of(family);
  }

  @Override
  public final void apply(List<ProjectedEvent> batch, ProjectionSession session)
      throws SQLException {
    var views = known(batch, session);
    var changes = new LinkedHashMap<String, Change<V>>();
    for (var event : batch) {
      var before = views.get(event.streamId());
      if (before == null || versionOf(before) < event.sequence()) {
        var fact = family.cast(event.fact());
        var after = evolve(before, fact, event);
        views.put(event.streamId(), after);
        var known = changes.get(event.streamId());
        var change =
            known == null
                ? new Change<>(
                    event.streamId(),
                    event.envelope().tenant(),
                    after,
                    new ArrayList<>(List.of(event)))
                : known.followedBy(event, after);
        changes.put(event.streamId(), change);
      }
    }
    save(session.connection(), changes.values());
    for (var change : changes.values()) {
      remember(change, session.memory());
      session.announce(updates -> announce(change.tenant(), change.view(), updates));
    }
  }

  /** Tells subscribers how streams stand that others have written; one event of each is given. */
  final void announce(
      Connection connection, List<ProjectedEvent> streams, QueryUpdateEmitter updates)
      throws SQLException {
    var ids = streams.stream().map(ProjectedEvent::streamId).toArray(String[]::new);
    var views = load(connection, ids);
    for (var stream : streams) {
      var found = views.get(stream.streamId());
      if (found != null) {
        announce(stream.envelope().tenant(), found, updates);
      }
    }
  }

  private void remember(Change<V> change, Memory memory) {
    if (isLively(change.view())) {
      memory.keep(change.streamId(), change.view());
    } else {
      memory.forget(change.streamId());
    }
  }

  /** Streams that begin in this batch have no row to be read. */
  private Map<String, V> known(List<ProjectedEvent> batch, ProjectionSession session)
      throws SQLException {
    var views = new LinkedHashMap<String, V>();
    var begun = new LinkedHashSet<String>();
    var unknown = new LinkedHashSet<String>();
    for (var event : batch) {
      var streamId = event.streamId();
      if (event.sequence() == 0) {
        begun.add(streamId);
      } else if (!begun.contains(streamId) && !views.containsKey(streamId)) {
        var remembered = session.memory().recall(streamId, view);
        if (remembered == null) {
          unknown.add(streamId);
        } else {
          views.put(streamId, remembered);
        }
      }
    }
    if (!unknown.isEmpty()) {
      views.putAll(load(session.connection(), unknown.toArray(String[]::new)));
    }
    return views;
  }
}
