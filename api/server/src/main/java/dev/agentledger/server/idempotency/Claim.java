package dev.agentledger.server.idempotency;

/** What is known of a request when it comes. */
sealed interface Claim {

  /**
   * It is ours to carry out.
   *
   * @param attempt grows with each attempt at any request
   */
  record Granted(long attempt) implements Claim {}

  /** It was carried out; this is the closed answer. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(byte[] answer) implements Claim {}

  /** Somebody is at it. */
  record UnderWay() implements Claim {}

  /** Another request came under the same idempotency key. */
  record Different() implements Claim {}
}
