package dev.agentledger.command;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that decided last, so that their streams need not be read again; bounded by {@link
 * Weight}.
 *
 * <p>An aggregate is lent. Whoever loads it takes it out, and it comes back with the commit of what
 * was decided on it. So whatever goes wrong in between, a conflict above all, what was decided in
 * vain is not remembered. The repository's lock sees to it that nobody looks for it meanwhile.
 *
 * <p>Another node may have moved on from a state that is kept here: see {@link LedgerCommandBus}.
 */
final class AggregateCache implements Cache {

  private static final String LENT = AggregateCache.class.getName();

  private final com.github.benmanes.caffeine.cache.Cache<Object, Object> kept;

  /**
   * @param mostBytes of all aggregates together, as {@link Weight} estimates them
   */
  AggregateCache(long mostBytes) {
    kept =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((_, entry) -> weightOf(entry))
            // Tidied up for many commands at once; to wake another thread for each costs more.
            .executor(CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
            .build();
  }

  /** Whether the stream's aggregate came from a cache in this unit of work. */
  static boolean hasLent(String streamId, UnitOfWork<?> unit) {
    return unit.root().<Set<String>>getOrDefaultResource(LENT, Set.of()).contains(streamId);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is Axon's
  public <K, V> @Nullable V get(K streamId) {
    var entry = kept.asMap().remove(streamId);
    if (entry != null) {
      CurrentUnitOfWork.ifStarted(
          unit ->
              unit.root()
                  .<Set<String>>getOrComputeResource(LENT, _ -> new HashSet<>())
                  .add(streamId.toString()));
    }
    return (V) entry;
  }

  @Override
  public void put(Object streamId, Object entry) {
    // A stream that did not come into being has no id.
    if (streamId == null) {
      return;
    }
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> keep(streamId, entry));
    } else {
      keep(streamId, entry);
    }
  }

  private void keep(Object streamId, Object entry) {
    if (!(entry instanceof AggregateCacheEntry<?> aggregate
        && rootOf(aggregate) instanceof Ending root
        && root.hasEnded())) {
      kept.put(streamId, entry);
    }
  }

  @Override
  public boolean putIfAbsent(Object streamId, Object entry) {
    return kept.asMap().putIfAbsent(streamId, entry) == null;
  }

  @Override
  public boolean remove(Object streamId) {
    return kept.asMap().remove(streamId) != null;
  }

  @Override
  public void removeAll() {
    kept.invalidateAll();
  }

  @Override
  public boolean containsKey(Object streamId) {
    return kept.asMap().containsKey(streamId);
  }

  @Override
  public Registration registerCacheEntryListener(EntryListener listener) {
    throw new UnsupportedOperationException("Nobody listens to the cache of aggregates");
  }

  private static int weightOf(Object entry) {
    return entry instanceof AggregateCacheEntry<?> aggregate
        ? Weight.of(rootOf(aggregate))
        : Weight.of(entry);
  }

  /** The entry holds the live aggregate and gives it out without a look at what it is given. */
  private static Object rootOf(AggregateCacheEntry<?> entry) {
    return entry.recreateAggregate(null, null, null).getAggregateRoot();
  }
}
