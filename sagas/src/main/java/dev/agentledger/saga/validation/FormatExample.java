package dev.agentledger.saga.validation;

import org.jspecify.annotations.Nullable;

/** A text of a format that JSON Schema names. */
final class FormatExample {

  private FormatExample() {}

  /** Nothing for a format that is not known, which JSON Schema does not assert either. */
  static @Nullable String of(String format, int variant) {
    var number = variant + 1;
    return switch (format) {
      case "date-time" -> "2026-01-01T12:00:%02dZ".formatted(number % 60);
      case "date" -> "2026-01-%02d".formatted(variant % 28 + 1);
      case "time" -> "12:00:%02dZ".formatted(number % 60);
      case "duration" -> "PT%dM".formatted(number);
      case "email", "idn-email" -> "person%d@example.com".formatted(number);
      case "hostname", "idn-hostname" -> "host%d.example.com".formatted(number);
      case "ipv4" -> "192.0.2.%d".formatted(number % 256);
      case "ipv6" -> "2001:db8::%x".formatted(number % 65_536);
      case "uri", "iri" -> "https://example.com/%d".formatted(number);
      case "uri-reference", "iri-reference" -> "/%d".formatted(number);
      case "uri-template" -> "/items/{id%d}".formatted(number);
      case "uuid" -> "00000000-0000-4000-8000-%012d".formatted(number);
      case "json-pointer" -> "/%d".formatted(number);
      case "relative-json-pointer" -> Integer.toString(number);
      case "regex" -> "^[a-z]{%d}$".formatted(number);
      default -> null;
    };
  }
}
