package dev.agentledger.command.log;

import dev.agentledger.events.Envelope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who recorded, and for whom: the part of an envelope that many events have in common.
 *
 * @param correlation what the id of the chain begins with, where that is followed by a uuid without
 *     its dashes; absent for a plain uuid, and where there is none
 */
record Circumstance(
    @Nullable String tenant,
    @Nullable String actor,
    @Nullable String authentication,
    @Nullable String onBehalfOf,
    @Nullable String correlation) {

  static final Circumstance NONE = new Circumstance(null, null, null, null, null);

  /** All of them together must fit an index. */
  private static final int LONGEST = 100;

  /** Takes its parts out of the metadata; what is long or odd stays there. */
  static Circumstance takenFrom(Map<String, Object> metadata, @Nullable String correlation) {
    return new Circumstance(
        taken(metadata, Envelope.TENANT),
        taken(metadata, Envelope.ACTOR),
        taken(metadata, Envelope.AUTHENTICATION),
        taken(metadata, Envelope.ON_BEHALF_OF),
        correlation);
  }

  /** Puts them back. */
  void addTo(Map<String, Object> metadata) {
    put(metadata, Envelope.TENANT, tenant);
    put(metadata, Envelope.ACTOR, actor);
    put(metadata, Envelope.AUTHENTICATION, authentication);
    put(metadata, Envelope.ON_BEHALF_OF, onBehalfOf);
  }

  private static @Nullable String taken(Map<String, Object> metadata, String name) {
    if (metadata.get(name) instanceof String text && isPlain(text)) {
      metadata.remove(name);
      return text;
    }
    return null;
  }

  /** PostgreSQL keeps no NUL in a text, and half a character nowhere. */
  private static boolean isPlain(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void put(Map<String, Object> metadata, String name, @Nullable String value) {
    if (value != null) {
      metadata.put(name, value);
    }
  }
}
