package dev.agentledger.server.credential;

import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a credential is stored, as its description shows it; what comes is read by {@link
 * CredentialForm}.
 *
 * @param name unique in the project; left out when a credential is rotated
 * @param secret {@code value} of an api key, {@code token} of a bearer token, {@code username} and
 *     {@code password}, {@code clientSecret}, {@code refreshToken}, or each header's value
 */
record CredentialOrder(
    @Nullable String name,
    @Nullable String description,
    CredentialKind kind,
    @Nullable CredentialUse use,
    @Schema(accessMode = Schema.AccessMode.WRITE_ONLY) Map<String, String> secret) {

  @Override
  public String toString() {
    return "CredentialOrder";
  }
}
