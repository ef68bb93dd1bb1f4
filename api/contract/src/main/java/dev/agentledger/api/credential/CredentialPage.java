package dev.agentledger.api.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of credentials, by name.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record CredentialPage(List<CredentialView> items, @Nullable String next) {

  public CredentialPage {
    items = List.copyOf(items);
  }
}
