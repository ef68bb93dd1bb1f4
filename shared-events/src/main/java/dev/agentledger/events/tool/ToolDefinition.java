package dev.agentledger.events.tool;

import dev.agentledger.events.agent.HttpConfiguration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is, as its builder wrote it. Two definitions with the same canonical form are the
 * same version.
 *
 * @param name unique in the tenant; never changes
 * @param description what a model is told about it
 * @param inputSchema JSON Schema 2020-12 of the arguments
 * @param outputSchema JSON Schema 2020-12 of the result; anything when absent
 * @param timeoutMillis how long one call may take
 * @param retries how often a call that failed may be made again
 * @param quotaPerMinute how many calls may be made in a minute by all agents; no limit when absent
 * @param http the call of an http tool; its placeholders name the arguments as {@code input}
 * @param code JavaScript of a function tool
 * @param credential name of the stored credential that a call shows
 */
public record ToolDefinition(
    String name,
    String description,
    ToolForm kind,
    Map<String, @Nullable Object> inputSchema,
    @Nullable Map<String, @Nullable Object> outputSchema,
    ToolEffect effect,
    Integer timeoutMillis,
    Integer retries,
    @Nullable Integer quotaPerMinute,
    ToolApproval approval,
    @Nullable HttpConfiguration http,
    @Nullable String code,
    @Nullable String credential,
    Egress egress) {

  public static final int DEFAULT_TIMEOUT_MILLIS = 30_000;
  private static final int DEFAULT_RETRIES = 2;

  /** What is left out is filled in, so that a version means the same for ever. */
  public ToolDefinition {
    timeoutMillis = timeoutMillis == null ? DEFAULT_TIMEOUT_MILLIS : timeoutMillis;
    retries = retries == null ? (effect == ToolEffect.EFFECTFUL ? 0 : DEFAULT_RETRIES) : retries;
    approval = approval == null ? ToolApproval.byDefault(effect) : approval;
    egress = egress == null ? Egress.DEFAULT : egress;
  }
}
