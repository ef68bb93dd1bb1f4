package dev.agentledger.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who caused a message, for whom, and in which chain of causes; carried in the metadata of every
 * command and every event.
 *
 * @param tenant the project in which it happened
 * @param actor who did it: the owner of a key, or {@code system:<process>}
 * @param authentication how the actor was recognised, such as {@code api-key:key_1}
 * @param onBehalfOf the person for whom a process acted
 * @param commandId the command that recorded the event
 * @param correlationId shared by everything that follows from one request
 * @param causationId the message that directly caused this one
 * @param traceparent W3C trace context of the request
 */
public record Envelope(
    String tenant,
    String actor,
    String authentication,
    @Nullable String onBehalfOf,
    @Nullable String commandId,
    @Nullable String correlationId,
    @Nullable String causationId,
    @Nullable String traceparent) {

  public static final String TENANT = "tenant";
  public static final String ACTOR = "actor";
  public static final String AUTHENTICATION = "authentication";
  public static final String ON_BEHALF_OF = "onBehalfOf";
  public static final String COMMAND_ID = "commandId";
  public static final String CORRELATION_ID = "correlationId";
  public static final String CAUSATION_ID = "causationId";
  public static final String TRACEPARENT = "traceparent";

  /** Prefix of actors that are processes of the platform and not people. */
  public static final String SYSTEM = "system:";

  /** Begins a chain: somebody asks for something. */
  public static Envelope of(String tenant, String actor, String authentication) {
    return new Envelope(tenant, actor, authentication, null, null, null, null, null);
  }

  /** Begins a chain that the platform itself starts. */
  public static Envelope ofSystem(String tenant, String process) {
    return of(tenant, SYSTEM + process, "internal");
  }

  /**
   * Reads the envelope back from metadata.
   *
   * @throws IllegalArgumentException when tenant, actor or authentication is missing
   */
  public static Envelope from(Map<String, ?> metadata) {
    return new Envelope(
        required(metadata, TENANT),
        actorIn(metadata),
        required(metadata, AUTHENTICATION),
        text(metadata, ON_BEHALF_OF),
        text(metadata, COMMAND_ID),
        text(metadata, CORRELATION_ID),
        text(metadata, CAUSATION_ID),
        text(metadata, TRACEPARENT));
  }

  /**
   * Who did what has this metadata.
   *
   * @throws IllegalArgumentException when it is missing
   */
  public static String actorIn(Map<String, ?> metadata) {
    return required(metadata, ACTOR);
  }

  /** The same chain, continued by a process of the platform for whoever began it. */
  public Envelope continuedBy(String process) {
    return new Envelope(
        tenant,
        SYSTEM + process,
        "internal",
        onBehalfOf == null ? actor : onBehalfOf,
        commandId,
        correlationId,
        causationId,
        traceparent);
  }

  public Envelope withCorrelation(String correlation, @Nullable String traceContext) {
    return new Envelope(
        tenant,
        actor,
        authentication,
        onBehalfOf,
        commandId,
        correlation,
        causationId,
        traceContext);
  }

  /** The parts that are known, as metadata. */
  public Map<String, String> toMetadata() {
    var metadata = new LinkedHashMap<String, String>();
    put(metadata, TENANT, tenant);
    put(metadata, ACTOR, actor);
    put(metadata, AUTHENTICATION, authentication);
    put(metadata, ON_BEHALF_OF, onBehalfOf);
    put(metadata, COMMAND_ID, commandId);
    put(metadata, CORRELATION_ID, correlationId);
    put(metadata, CAUSATION_ID, causationId);
    put(metadata, TRACEPARENT, traceparent);
    return metadata;
  }

  private static void put(Map<String, String> metadata, String name, @Nullable String value) {
    if (value != null) {
      metadata.put(name, value);
    }
  }

  private static String required(Map<String, ?> metadata, String name) {
    var value = text(metadata, name);
    if (value == null) {
      throw new IllegalArgumentException("The envelope has no " + name);
    }
    return value;
  }

  private static @Nullable String text(Map<String, ?> metadata, String name) {
    return Objects.toString(metadata.get(name), null);
  }
}
