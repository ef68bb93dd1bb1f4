package dev.agentledger.server.http;

/** A parameter is not what it must be; the message completes "limit ...". */
public final class UnacceptableValue extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public UnacceptableValue(String message) {
    super(message);
  }
}
