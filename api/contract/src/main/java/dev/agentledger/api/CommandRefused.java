package dev.agentledger.api;

/** The answer to a command that the rules do not allow; nothing was recorded. */
public class CommandRefused extends RuntimeException {

  /** Why a command was refused, for programs. */
  public enum Reason {
    /** What the command is about does not exist. */
    NOT_FOUND,
    ALREADY_EXISTS,
    /** Not possible at this point of a life. */
    WRONG_STATE,
    /** Not for this actor. */
    NOT_ALLOWED,
    /** The decision was made on something that has changed since. */
    STALE,
    /** The stream is no longer at the version that the caller named. */
    VERSION_MISMATCH,
    /** The command contradicts itself or a limit. */
    INVALID
  }

  private final Reason reason;

  public CommandRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
