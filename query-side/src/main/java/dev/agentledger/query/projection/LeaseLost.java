package dev.agentledger.query.projection;

/** The segment belongs to another process by now, or to nobody. */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1;

  LeaseLost(Segment segment) {
    super("The lease of %s is lost".formatted(segment));
  }
}
