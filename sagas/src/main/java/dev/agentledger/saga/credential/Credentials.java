package dev.agentledger.saga.credential;

import dev.agentledger.saga.egress.ShownSecrets;

/** The stored credentials of all tenants, ready to be shown. */
public interface Credentials {

  /** What a call shows, or why there is nothing to show. */
  sealed interface Shown {

    record Ready(ShownSecrets secrets) implements Shown {}

    /**
     * The call cannot be made now.
     *
     * @param kind stable word for programs
     */
    record Unavailable(String kind, String message, boolean retryable) implements Shown {}
  }

  /** What the credential of this name shows; an access token is renewed first if need be. */
  Shown shown(String tenant, String name) throws InterruptedException;

  /**
   * Says that what was shown was not accepted.
   *
   * @return whether there is something else to show, so that another attempt makes sense
   */
  boolean renew(String tenant, String name, ShownSecrets refused) throws InterruptedException;
}
