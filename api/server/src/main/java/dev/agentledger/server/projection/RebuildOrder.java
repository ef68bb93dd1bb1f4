package dev.agentledger.server.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.api.projection.SwitchMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a projection is to be built anew.
 *
 * @param switching when the new generation takes over; automatic when absent
 */
record RebuildOrder(@JsonProperty("switch") @Nullable SwitchMode switching) {

  static SwitchMode switchIn(@Nullable RebuildOrder body) {
    return body == null
        ? SwitchMode.AUTOMATIC
        : Objects.requireNonNullElse(body.switching, SwitchMode.AUTOMATIC);
  }
}
