package dev.agentledger.query.key;

import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of keys, on the processor's own transaction. */
@Component
@ProcessingGroup("api-keys")
class ApiKeysProjection {

  private final ApiKeys keys;

  ApiKeysProjection(ApiKeys keys) {
    this.keys = keys;
  }

  @EventHandler
  void on(
      KeyEvent event,
      @SequenceNumber long sequence,
      @Timestamp Instant when,
      MetaData metadata,
      ReplayStatus replay,
      QueryUpdateEmitter updates) {
    var before = keys.find(event.keyId());
    if (before != null && before.streamVersion() >= sequence) {
      return;
    }
    var after = evolve(before, event, when, Envelope.from(metadata).actor(), sequence);
    keys.save(after);
    if (!replay.isReplay()) {
      updates.emit(FindKey.class, query -> query.keyId().equals(after.keyId()), after);
    }
  }

  private static KeyView evolve(
      @Nullable KeyView key, KeyEvent event, Instant when, String who, long sequence) {
    return switch (event) {
      case KeyIssued issued ->
          new KeyView(
              issued.keyId(),
              issued.name(),
              issued.owner(),
              issued.project(),
              issued.roles(),
              issued.expiresAt(),
              false,
              when,
              who,
              sequence);
      case KeyRevoked revoked -> revoked(key, revoked, sequence);
    };
  }

  private static KeyView revoked(@Nullable KeyView key, KeyRevoked revoked, long sequence) {
    if (key == null) {
      throw new IllegalStateException(
          "The history of key %s does not begin with its issue".formatted(revoked.keyId()));
    }
    return new KeyView(
        key.keyId(),
        key.name(),
        key.owner(),
        key.project(),
        key.roles(),
        key.expiresAt(),
        true,
        key.issuedAt(),
        key.issuedBy(),
        sequence);
  }

  @ResetHandler
  void onReset() {
    keys.clear();
  }
}
