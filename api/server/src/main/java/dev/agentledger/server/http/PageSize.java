package dev.agentledger.server.http;

/** How many items one page holds at most. */
public record PageSize(int value) {

  public static final String DEFAULT = "50";
  public static final int MOST = 200;

  public PageSize {
    if (value < 1 || value > MOST) {
      throw new UnacceptableValue("must be between 1 and " + MOST);
    }
  }
}
