package dev.agentledger.command;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.events.Envelope;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream it is: the tenant of its first event.
 *
 * <p>Ids can be guessed, so the stream itself turns everybody else away, in the words that it has
 * for a stream that does not exist.
 */
public final class Owner {

  private final String kind;
  private @Nullable Object tenant;

  public Owner(String kind) {
    this.kind = kind;
  }

  /** Takes in the metadata of an event of the stream. */
  public void remember(MetaData ofEvent) {
    if (tenant == null) {
      tenant = ofEvent.get(Envelope.TENANT);
    }
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
