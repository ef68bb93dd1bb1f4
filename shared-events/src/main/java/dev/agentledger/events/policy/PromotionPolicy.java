package dev.agentledger.events.policy;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.key.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When a promotion needs a person.
 *
 * @param automaticKinds kinds that are promoted without one
 * @param functionCodeLimit most characters of code for a function to be promoted without one
 * @param networkWords words in the code that mean it calls out
 * @param approval how people decide the others
 */
public record PromotionPolicy(
    List<AgentKind> automaticKinds,
    int functionCodeLimit,
    List<String> networkWords,
    ApprovalRule approval) {

  /** What holds until a tenant decides otherwise. */
  public static final PromotionPolicy DEFAULT =
      new PromotionPolicy(
          List.of(AgentKind.CONTEXT, AgentKind.FUNCTION),
          5_000,
          List.of("fetch", "axios", "http"),
          new ApprovalRule(
              1,
              Role.APPROVER,
              List.of(),
              Duration.ofDays(1),
              Duration.ofDays(2),
              Duration.ofDays(3)));

  public PromotionPolicy {
    automaticKinds = List.copyOf(automaticKinds);
    networkWords = List.copyOf(networkWords);
    if (functionCodeLimit < 0) {
      throw new IllegalArgumentException("The limit of code characters must not be negative");
    }
  }

  /** Judges a definition; the same definition and policy always give the same answer. */
  public PromotionRequirement requirementFor(AgentDefinition definition) {
    var reasons = new ArrayList<String>();
    if (!automaticKinds.contains(definition.kind())) {
      reasons.add(
          "Agents of kind %s need a person"
              .formatted(definition.kind().name().toLowerCase(Locale.ROOT)));
    } else if (definition.kind() == AgentKind.FUNCTION && definition.code() != null) {
      reasons.addAll(reasonsAgainst(definition.code()));
    }
    return new PromotionRequirement(reasons.isEmpty(), reasons, approval);
  }

  private List<String> reasonsAgainst(String code) {
    var reasons = new ArrayList<String>();
    var characters = code.codePointCount(0, code.length());
    if (characters > functionCodeLimit) {
      reasons.add(
          "The code has %d characters, more than %d".formatted(characters, functionCodeLimit));
    }
    networkWords.stream()
        .filter(word -> mentions(code, word))
        .forEach(word -> reasons.add("The code mentions '%s', so it may call out".formatted(word)));
    return reasons;
  }

  private static boolean mentions(String code, String word) {
    return Pattern.compile("(?<![A-Za-z0-9_$])" + Pattern.quote(word)).matcher(code).find();
  }
}
