package dev.agentledger.events.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened when a definition was tried on an example, without effect on the world.
 *
 * @param performed false where the kind has nothing to try
 * @param passed whether nothing that blocks was found
 * @param input the example that was used
 * @param output what came out, or the request that would have been sent
 * @param durationMillis wall time
 */
public record DryRun(
    boolean performed,
    boolean passed,
    @Nullable Object input,
    @Nullable Object output,
    List<Finding> findings,
    long durationMillis) {

  public DryRun {
    findings = List.copyOf(findings);
  }
}
