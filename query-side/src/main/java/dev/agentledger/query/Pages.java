package dev.agentledger.query;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Cuts answers into pages that can be resumed. */
public final class Pages {

  private static final int MOST = 500;

  private Pages() {}

  /** How many items a page holds, whatever was asked for. */
  public static int size(int limit) {
    return Math.clamp(limit, 1, MOST);
  }

  /**
   * Makes a page of the first {@code size} items and names the place after them if there are more.
   *
   * @param items no more than one beyond the page is asked for
   */
  public static <T, P> Mono<P> cut(
      Flux<T> items,
      int size,
      Function<T, String> cursor,
      BiFunction<List<T>, @Nullable String, P> page) {
    return items
        .take(size + 1L)
        .collectList()
        .map(
            found ->
                found.size() > size
                    ? page.apply(found.subList(0, size), cursor.apply(found.get(size - 1)))
                    : page.apply(found, null));
  }

  /**
   * Everything there is, read page by page as it is asked for; at most two pages are in memory.
   *
   * @param first the first page
   * @param size of a full page; a shorter one is the last
   * @param next the page after the one that ends with this item
   */
  public static <T> Flux<T> all(Mono<List<T>> first, int size, Function<T, Mono<List<T>>> next) {
    return first
        .expand(page -> page.size() < size ? Mono.empty() : next.apply(page.getLast()))
        .concatMapIterable(page -> page, 1);
  }
}
