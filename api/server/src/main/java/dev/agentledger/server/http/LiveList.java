package dev.agentledger.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Mono;

/**
 * What one follower of a list knows of it, so that each change is told once and so is each
 * departure. Serves one subscriber.
 */
public final class LiveList<V> {

  public static final String SNAPSHOT = "snapshot";
  public static final String CHANGED = "changed";
  public static final String LEFT = "left";

  /** Of a follower who stays for days; what is forgotten may be told once more. */
  private static final int MOST_KNOWN = 10_000;

  private final Function<V, Object> id;
  private final ToLongFunction<V> version;
  private final Predicate<V> matches;
  private final Function<Object, Object> departure;

  private final Map<Object, Long> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * @param matches whether an item belongs to the list
   * @param departure what to say of an id that left
   */
  public LiveList(
      Function<V, Object> id,
      ToLongFunction<V> version,
      Predicate<V> matches,
      Function<Object, Object> departure) {
    this.id = id;
    this.version = version;
    this.matches = matches;
    this.departure = departure;
  }

  /** The list as it is when the follower comes. */
  public ServerSentEvent<Object> snapshot(Object page, List<V> items) {
    items.forEach(item -> known.put(id.apply(item), version.applyAsLong(item)));
    return event(SNAPSHOT, page);
  }

  /** What a change means to the follower: nothing, if the list was already told of it. */
  public Mono<ServerSentEvent<Object>> change(V item) {
    var itemId = id.apply(item);
    var itemVersion = version.applyAsLong(item);
    if (known.getOrDefault(itemId, Long.MIN_VALUE) >= itemVersion) {
      return Mono.empty();
    }
    if (matches.test(item)) {
      known.put(itemId, itemVersion);
      return Mono.just(event(CHANGED, item));
    }
    return known.remove(itemId) == null
        ? Mono.empty()
        : Mono.just(event(LEFT, departure.apply(itemId)));
  }

  private static ServerSentEvent<Object> event(String name, Object data) {
    return ServerSentEvent.builder(data).event(name).build();
  }
}
