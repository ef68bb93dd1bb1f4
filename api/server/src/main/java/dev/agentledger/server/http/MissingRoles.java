package dev.agentledger.server.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.GrantedAuthority;

/** Tells a caller which role a denied request needs. */
final class MissingRoles {

  private static final Pattern NAMED = Pattern.compile("'(?:ROLE_)?(\\w+)'");

  private MissingRoles() {}

  static ProblemDetail of(AccessDeniedException denied) {
    var roles =
        denied instanceof AuthorizationDeniedException decided
            ? neededBy(decided.getAuthorizationResult())
            : List.<String>of();
    return roles.isEmpty()
        ? Problems.problem(ProblemType.FORBIDDEN, "Your key has no role that allows this")
        : Problem.detailOf(
            ProblemType.FORBIDDEN,
            "This needs the role " + String.join(" or ", roles),
            Map.of("roles", roles));
  }

  private static List<String> neededBy(AuthorizationResult decision) {
    return switch (decision) {
      case ExpressionAuthorizationDecision byExpression ->
          NAMED
              .matcher(byExpression.getExpression().getExpressionString())
              .results()
              .map(MissingRoles::name)
              .toList();
      case AuthorityAuthorizationDecision byAuthority -> names(byAuthority.getAuthorities());
      default -> List.of();
    };
  }

  private static List<String> names(Collection<? extends GrantedAuthority> authorities) {
    return authorities.stream()
        .map(authority -> String.valueOf(authority.getAuthority()))
        .map(authority -> authority.replaceFirst("^ROLE_", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String name(MatchResult role) {
    return role.group(1).toLowerCase(Locale.ROOT);
  }
}
