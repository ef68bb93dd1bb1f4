package dev.agentledger.server.security;

import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.Caller;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A recognised caller, with an authority for each role that theirs imply. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  private CallerAuthentication(Caller caller) {
    super(authorities(caller));
    this.caller = caller;
    super.setAuthenticated(true);
  }

  static CallerAuthentication of(KeyView key) {
    return new CallerAuthentication(Caller.holding(key));
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** Forgotten as soon as the caller is recognised. */
  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  private static Collection<GrantedAuthority> authorities(Caller caller) {
    return Arrays.stream(Role.values())
        .filter(caller::has)
        .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
        .toList();
  }
}
