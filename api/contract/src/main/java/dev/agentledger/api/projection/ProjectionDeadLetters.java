package dev.agentledger.api.projection;

import java.util.List;

/** The streams that projections have stopped following; every call blocks. */
public interface ProjectionDeadLetters {

  /** The streams of a tenant that wait, those that wait longest first. */
  List<ParkedStream> of(String tenant);

  /**
   * Hands the waiting events of a stream to the projection again, in order, until one fails.
   *
   * @return whether nothing waits any more
   */
  boolean retry(String projection, String streamId);

  /** Gives up the first waiting event of a stream, if it is still this one. */
  void discard(String projection, String streamId, String eventId);
}
