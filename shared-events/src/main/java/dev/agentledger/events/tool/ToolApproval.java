package dev.agentledger.events.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.agentledger.events.key.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a person must allow a call, and what happens when nobody answers; a call never proceeds
 * because time ran out.
 *
 * @param condition CEL over {@code args} and {@code agent}; only with {@link Need#WHEN}
 * @param expireAfter how long the question stands
 * @param approver the role that may answer
 * @param count how many must agree
 */
public record ToolApproval(
    Need need,
    @Nullable String condition,
    OnExpiry onExpiry,
    @JsonSerialize(using = ToStringSerializer.class) Duration expireAfter,
    Role approver,
    Integer count) {

  private static final Duration ONE_DAY = Duration.ofHours(24);

  /** Whether a person is asked. */
  public enum Need {
    @JsonProperty("always")
    ALWAYS,
    @JsonProperty("never")
    NEVER,
    /** When the condition holds, or cannot be judged. */
    @JsonProperty("when")
    WHEN
  }

  public ToolApproval {
    need = need == null ? Need.ALWAYS : need;
    onExpiry = onExpiry == null ? OnExpiry.REJECT : onExpiry;
    expireAfter = expireAfter == null ? ONE_DAY : expireAfter;
    approver = approver == null ? Role.APPROVER : approver;
    count = count == null ? 1 : count;
  }

  /** What holds for a tool that says nothing: only what changes nothing needs nobody. */
  public static ToolApproval byDefault(ToolEffect effect) {
    return of(
        switch (effect) {
          case READ -> Need.NEVER;
          case IDEMPOTENT, EFFECTFUL -> Need.ALWAYS;
        });
  }

  /** That need with everything else as usual. */
  public static ToolApproval of(Need need) {
    return new ToolApproval(need, null, OnExpiry.REJECT, ONE_DAY, Role.APPROVER, 1);
  }
}
