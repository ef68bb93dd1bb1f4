package dev.agentledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of money: millionths of a US dollar inside, a decimal text such as {@code "0.25"} for
 * everybody else.
 */
public record Usd(long micros) {

  private static final int DECIMALS = 6;
  private static final int CENTS = 2;
  private static final Pattern FORM = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,6})?");

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when it is no amount, or finer than millionths
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Usd of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an amount in US dollars is a text with at most six decimals, such as \"0.25\"");
    }
    return new Usd(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
  }

  /** At least with cents. */
  @JsonValue
  public String text() {
    var exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return exact.setScale(Math.max(CENTS, exact.scale())).toPlainString();
  }

  @Override
  public String toString() {
    return text();
  }
}
