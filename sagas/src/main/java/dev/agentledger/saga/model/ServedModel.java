package dev.agentledger.saga.model;

/** A model of a provider, and what is known of it. */
record ServedModel(String provider, String name, ModelDetails details) {

  String fullName() {
    return provider + "/" + name;
  }
}
