package dev.agentledger.query.projection;

/** A part of a generation: the streams whose ids fall into it. */
public record Segment(String projection, int generation, int number, int of) {

  public boolean owns(String streamId) {
    var hash = streamId.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ hash >>> 15, of) == number;
  }
}
