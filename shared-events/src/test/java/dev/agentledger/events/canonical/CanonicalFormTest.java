package dev.agentledger.events.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;

/** The form is the one that the reference implementation of RFC 8785 gives. */
class CanonicalFormTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 3;

  @Property
  void anyValueHasTheFormOfTheReference(@ForAll("values") Object value) throws IOException {
    var written = JSON.writeValueAsString(List.of(value));

    assertThat(CanonicalJson.of(List.of(value)))
        .isEqualTo(new JsonCanonicalizer(written).getEncodedUTF8());
  }

  @Provide
  Arbitrary<Object> values() {
    return nested(DEEPEST);
  }

  private static Arbitrary<Object> nested(int depth) {
    if (depth == 0) {
      return simple();
    }
    var inner = nested(depth - 1);
    return Arbitraries.oneOf(
        simple(),
        inner.list().ofMaxSize(4).map(Object.class::cast),
        Arbitraries.maps(texts(), inner).ofMaxSize(4).map(Object.class::cast));
  }

  private static Arbitrary<Object> simple() {
    return Arbitraries.oneOf(
        texts().map(Object.class::cast),
        Arbitraries.of(true, false),
        Arbitraries.integers().map(Object.class::cast),
        Arbitraries.longs().map(Object.class::cast),
        Arbitraries.longs().between(-1L << 54, 1L << 54).map(Object.class::cast),
        Arbitraries.of(
            Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e21, 1e-7, Double.MIN_VALUE, 1.1f),
        Arbitraries.doubles().ofScale(12).map(Object.class::cast),
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.floats().map(Object.class::cast),
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
            .map(Object.class::cast),
        Arbitraries.bigIntegers()
            .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30))
            .map(Object.class::cast));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withCharRange('\u0000', '\u007f').ofMaxLength(12));
  }
}
