package dev.agentledger.server.key;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.key.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which key is to be made.
 *
 * @param name what it is for
 * @param owner the actor of everything that is done with it; its name when absent
 * @param expiresAt for ever good when absent, unless {@code expiresIn} says how long
 * @param project where it is good; the caller's project when absent
 */
record KeyOrder(
    String name,
    @Nullable String owner,
    List<Role> roles,
    @Nullable Instant expiresAt,
    @Nullable Duration expiresIn,
    @Nullable String project) {

  private static final Pattern LABEL = Pattern.compile("\\S(?:[^\\p{Cntrl}]{0,98}\\S)?");
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  KeyOrder {
    require(LABEL.matcher(name).matches(), "name has 1 to 100 characters, none of them invisible");
    owner = Objects.requireNonNullElse(owner, name);
    require(
        LABEL.matcher(owner).matches(), "owner has 1 to 100 characters, none of them invisible");
    require(
        !owner.startsWith(Envelope.SYSTEM),
        "owner must not begin with %s, which names the platform itself".formatted(Envelope.SYSTEM));
    roles = roles.stream().distinct().toList();
    require(!roles.isEmpty(), "roles has at least one");
    require(expiresAt == null || expiresIn == null, "expiresAt and expiresIn exclude each other");
    require(
        expiresIn == null || (expiresIn.isPositive() && expiresIn.compareTo(LONGEST) < 0),
        "expiresIn is positive and at most a hundred years");
    require(
        project == null || PROJECT.matcher(project).matches(),
        "project has 1 to 63 characters of a-z, 0-9 and -");
  }

  String ownerName() {
    return Objects.requireNonNullElse(owner, name);
  }

  @Nullable Instant expiry(Instant now) {
    return expiresIn == null ? expiresAt : now.plus(expiresIn);
  }

  private static void require(boolean rule, String text) {
    if (!rule) {
      throw new IllegalArgumentException(text);
    }
  }
}
