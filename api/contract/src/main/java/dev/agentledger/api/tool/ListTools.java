package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Ask for tools, by name; answered by a {@link ToolPage}.
 *
 * @param credential name of the credential that they show
 * @param text matches name or description, whatever the case
 * @param cursor from the page before
 */
public record ListTools(
    String tenant,
    @Nullable ToolForm kind,
    @Nullable ToolEffect effect,
    @Nullable ToolStatus status,
    @Nullable String credential,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {

  /** Whether the tool belongs to the answer, wherever the page begins. */
  public boolean matches(ToolView tool) {
    return (kind == null || kind == tool.kind())
        && (effect == null || effect == tool.effect())
        && (status == null || status == tool.status())
        && (credential == null || credential.equals(tool.credential()))
        && (text == null || mentions(tool, text.toLowerCase(Locale.ROOT)));
  }

  private static boolean mentions(ToolView tool, String lowerCase) {
    return tool.name().contains(lowerCase)
        || tool.description().toLowerCase(Locale.ROOT).contains(lowerCase);
  }
}
