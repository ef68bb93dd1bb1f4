package dev.agentledger.saga.run.effect;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as events count it, in millionths of a US dollar. */
public final class MicroUsd {

  private static final int PLACES = 6;

  private MicroUsd() {}

  public static long of(String usd) {
    return new BigDecimal(usd)
        .movePointRight(PLACES)
        .setScale(0, RoundingMode.DOWN)
        .longValueExact();
  }

  public static String text(long micros) {
    return BigDecimal.valueOf(micros, PLACES).stripTrailingZeros().toPlainString();
  }
}
