package dev.agentledger.events.price;

/**
 * What one model of a provider costs, or all whose names begin alike.
 *
 * @param model a name, or the beginning of names followed by {@code *}
 */
public record ModelPrice(String provider, String model, Rates rates) {

  private static final String REST = "*";
  private static final int LONGEST_NAME = 200;

  public ModelPrice {
    check("provider", provider);
    check("model", model);
    if (provider.contains(REST) || beginningOf(model).contains(REST)) {
      throw new IllegalArgumentException(
          "Only the name of a model may hold *, and only at its end: %s %s"
              .formatted(provider, model));
    }
  }

  private static void check(String what, String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "A %s must have a name of at most %d characters".formatted(what, LONGEST_NAME));
    }
  }

  boolean covers(String providerAsked, String modelAsked) {
    return provider.equals(providerAsked)
        && (hasRest(model) ? modelAsked.startsWith(beginningOf(model)) : model.equals(modelAsked));
  }

  /** Grows with how closely it names a model; a whole name is closer than any beginning. */
  int closeness() {
    return hasRest(model) ? beginningOf(model).length() : Integer.MAX_VALUE;
  }

  private static boolean hasRest(String model) {
    return model.endsWith(REST);
  }

  private static String beginningOf(String model) {
    return hasRest(model) ? model.substring(0, model.length() - REST.length()) : model;
  }
}
