package dev.agentledger.saga.run.effect;

/** The full name of a model, in its parts. */
record ModelName(String provider, String name) {

  /**
   * @param full {@code provider/name}
   */
  static ModelName of(String full) {
    var slash = full.indexOf('/');
    return slash < 0
        ? new ModelName("", full)
        : new ModelName(full.substring(0, slash), full.substring(slash + 1));
  }
}
