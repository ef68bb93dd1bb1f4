package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentKind;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ask for agents, by slug; answered by an {@link AgentPage}.
 *
 * @param text matches slug, name or description, whatever the case
 * @param cursor from the page before
 */
public record ListAgents(
    String tenant,
    @Nullable AgentKind kind,
    @Nullable AgentStatus status,
    @Nullable String tag,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {

  /** Whether the agent belongs to the answer, wherever the page begins. */
  public boolean matches(AgentView agent) {
    return (kind == null || kind == agent.kind())
        && (status == null || status == agent.status())
        && (tag == null || agent.tags().contains(tag))
        && (text == null || mentions(agent, text.toLowerCase(Locale.ROOT)));
  }

  private static boolean mentions(AgentView agent, String lowerCase) {
    return Stream.of(
            agent.slug(), agent.name(), Objects.requireNonNullElse(agent.description(), ""))
        .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(lowerCase));
  }
}
