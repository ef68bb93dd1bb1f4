package dev.agentledger.api.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection as operators see it.
 *
 * @param version of the projection in this program
 * @param generation the one that serves
 * @param previous the one that served before, while it is kept
 * @param position the last position that all of it has seen
 * @param head the last position of the log
 * @param lagEvents how many events it is behind
 * @param lagSeconds for how long it has been behind
 * @param eventsPerSecond at present
 * @param failures what keeps it from going on, if anything does
 * @param parked how many events wait because they, or one before, could not be digested; of all
 *     projects
 * @param deadLetters the streams of the reader's project that wait
 * @param rebuild the one that is under way
 */
public record ProjectionView(
    String name,
    int version,
    ServingGeneration generation,
    @Nullable ServingGeneration previous,
    long position,
    long head,
    long lagEvents,
    double lagSeconds,
    double eventsPerSecond,
    List<ProjectionFailure> failures,
    long parked,
    List<ParkedStream> deadLetters,
    @Nullable RebuildView rebuild) {

  public ProjectionView {
    failures = List.copyOf(failures);
    deadLetters = List.copyOf(deadLetters);
  }
}
