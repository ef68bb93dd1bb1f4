package dev.agentledger.query.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.RunId;
import org.springframework.stereotype.Component;

/**
 * Ends of runs that {@link RunEnds} told, after which the {@link RunsProjection} tells nothing of
 * the run: what it shows last would be older, and then the same again.
 *
 * <p>Most who heard one have left, or are about to leave, which Axon takes for a failure. Whoever
 * came since then reads the end, as long as readers wait for it: see {@link AsTold}.
 */
@Component
class EndsTold {

  /** Of what is dropped the end is told twice. */
  private static final int MOST = 2_000;

  private final Cache<RunId, Boolean> runs =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(AsTold.PATIENCE)
          .executor(Runnable::run)
          .build();

  void add(RunId run) {
    runs.put(run, true);
  }

  /** Whether the end of the run was told before it was shown as it is now. */
  boolean wasToldBefore(RunView shown) {
    return shown.status().ended()
        ? runs.asMap().remove(shown.runId()) != null
        : runs.getIfPresent(shown.runId()) != null;
  }
}
