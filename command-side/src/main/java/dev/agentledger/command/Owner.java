package dev.agentledger.command;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.events.Envelope;
import java.util.Objects;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream it is: the tenant of its first event.
 *
 * <p>Ids can be guessed, so the stream itself turns everybody else away, in the words that it has
 * for a stream that does not exist.
 *
 * @param kind what the stream is about, for people
 */
public record Owner(String kind, @Nullable String tenant) {

  /** Nobody's yet: the stream has no events. */
  public static Owner unknownOf(String kind) {
    return new Owner(kind, null);
  }

  /** The same owner; if it has none yet, whoever the metadata of the stream's event names. */
  public Owner orFrom(MetaData ofEvent) {
    return tenant == null
        ? new Owner(kind, Objects.toString(ofEvent.get(Envelope.TENANT), null))
        : this;
  }

  /**
   * Lets commands of the owner pass.
   *
   * @throws CommandRefused when the command comes from another tenant, or from none
   */
  void admit(MetaData ofCommand, Object streamId) {
    if (tenant != null && !tenant.equals(ofCommand.get(Envelope.TENANT))) {
      throw new CommandRefused(Reason.NOT_FOUND, "%s %s does not exist".formatted(kind, streamId));
    }
  }
}
