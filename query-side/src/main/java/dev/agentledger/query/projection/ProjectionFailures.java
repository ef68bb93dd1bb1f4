package dev.agentledger.query.projection;

import dev.agentledger.api.projection.ProjectionFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What keeps segments that this process writes from going on. */
@Component
public class ProjectionFailures {

  private final Map<Segment, ProjectionFailure> failures = new ConcurrentHashMap<>();

  /** Those of the generation that is read, by segment. */
  public List<ProjectionFailure> of(String projection) {
    return failures.entrySet().stream()
        .filter(failure -> failure.getKey().projection().equals(projection))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingInt(ProjectionFailure::segment))
        .toList();
  }

  /** A segment does not go on, or still does not. */
  void failed(Segment segment, Exception failure) {
    failures.merge(
        segment,
        new ProjectionFailure(segment.number(), SegmentWriter.causeOf(failure), 1),
        (first, latest) ->
            new ProjectionFailure(segment.number(), latest.cause(), first.attempts() + 1));
  }

  /** A segment goes on, or is left to others. */
  void ended(Segment segment) {
    failures.remove(segment);
  }
}
