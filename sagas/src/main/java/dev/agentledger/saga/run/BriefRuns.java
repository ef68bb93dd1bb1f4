package dev.agentledger.saga.run;

import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunRequested;
import java.util.HashSet;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/**
 * Most runs begin and complete between two looks at the log. Nothing of what they did in between is
 * ever written to {@link RunWork}: what was out came to its outcome, or the run would not be
 * complete. So it need not be brought, which is nine events of ten.
 *
 * <p>A run that failed or was cancelled may leave something that was out, and is brought whole.
 */
public final class BriefRuns {

  private BriefRuns() {}

  /**
   * What is to be known of events that are handled together: of a run that began and completed
   * among them the beginning and the end.
   *
   * @param events in the order of the log
   */
  public static <T extends EventMessage<?>> List<T> abridged(List<T> events) {
    var begun = new HashSet<String>();
    var brief = new HashSet<String>();
    for (var event : events) {
      if (event.getPayloadType() == RunRequested.class) {
        begun.add(runOf(event));
      } else if (event.getPayloadType() == RunCompleted.class && begun.contains(runOf(event))) {
        brief.add(runOf(event));
      }
    }
    return brief.isEmpty()
        ? events
        : events.stream().filter(event -> isEnd(event) || !brief.contains(runOf(event))).toList();
  }

  private static boolean isEnd(EventMessage<?> event) {
    return event.getPayloadType() == RunRequested.class
        || event.getPayloadType() == RunCompleted.class;
  }

  /** The stream's name, so that an event need not be read from its stored form. */
  private static String runOf(EventMessage<?> event) {
    return event instanceof DomainEventMessage<?> ofStream
        ? ofStream.getAggregateIdentifier()
        : event.getIdentifier();
  }
}
