package dev.agentledger.command;

import dev.agentledger.api.CommandRefused;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** Expects a refusal for exactly this reason and in exactly these words. */
public final class Refusal {

  private Refusal() {}

  public static Matcher<CommandRefused> refusal(CommandRefused.Reason reason, String message) {
    return new CustomTypeSafeMatcher<>("refused as %s: %s".formatted(reason, message)) {
      @Override
      protected boolean matchesSafely(CommandRefused refused) {
        return refused.reason() == reason && message.equals(refused.getMessage());
      }
    };
  }
}
