package dev.agentledger.saga.money;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What tenants have in force, asked for at most once a second each, and anew after this node
 * changed it.
 *
 * <p>So what another node changes is noticed after a second, and what this node changes at once.
 */
final class Latest<V> {

  private static final int TENANTS_REMEMBERED = 1_000;

  private final Function<String, V> question;
  private final ToLongFunction<V> version;
  private final long freshForNanos;
  private final Map<String, Known<V>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known<V>> eldest) {
          return size() > TENANTS_REMEMBERED;
        }
      };

  /**
   * What was answered last, if anything was.
   *
   * @param changedTo the version of the stream that this node made, which the answer must show
   */
  private record Known<V>(@Nullable V answer, long askedAt, long changedTo) {

    private static <V> Known<V> nothing() {
      return new Known<>(null, 0, -1);
    }
  }

  /**
   * @param question answered by what readers see
   * @param version of the stream that an answer shows
   */
  Latest(Function<String, V> question, ToLongFunction<V> version, Duration freshFor) {
    this.question = question;
    this.version = version;
    this.freshForNanos = freshFor.toNanos();
  }

  /** What is in force; empty while readers do not see yet what this node changed. */
  Optional<V> of(String tenant) {
    var before = knownOf(tenant);
    if (before.answer() != null
        && System.nanoTime() - before.askedAt() < freshForNanos
        && shows(before)) {
      return Optional.of(before.answer());
    }
    var askedAt = System.nanoTime();
    var answer = question.apply(tenant);
    var now = keep(tenant, answer, askedAt);
    return shows(now) ? Optional.ofNullable(now.answer()) : Optional.empty();
  }

  /** This node has recorded a change, as the event of this version of the stream. */
  synchronized void changed(String tenant, long streamVersion) {
    var before = knownOf(tenant);
    known.put(
        tenant,
        new Known<>(
            before.answer(), before.askedAt(), Math.max(before.changedTo(), streamVersion)));
  }

  private synchronized Known<V> knownOf(String tenant) {
    return known.getOrDefault(tenant, Known.nothing());
  }

  private synchronized Known<V> keep(String tenant, V answer, long askedAt) {
    var now = new Known<>(answer, askedAt, knownOf(tenant).changedTo());
    known.put(tenant, now);
    return now;
  }

  private boolean shows(Known<V> found) {
    return found.answer() != null && version.applyAsLong(found.answer()) >= found.changedTo();
  }
}
