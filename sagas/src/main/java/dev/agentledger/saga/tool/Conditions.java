package dev.agentledger.saga.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Judges calls by conditions in CEL, at bounded cost. A condition sees {@code args}, the arguments,
 * and {@code agent}, who calls.
 */
@Component
public final class Conditions {

  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 500;
  private static final int MOST_ITERATIONS = 10_000;
  private static final int LARGEST_REGEX = 1_000;
  private static final int MOST_REMEMBERED = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(DEEPEST)
          .maxParseExpressionNodeCount(MOST_NODES)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .maxRegexProgramSize(LARGEST_REGEX)
          .build();

  private final Cel cel =
      CelFactory.plannerCelBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("args", SimpleType.DYN)
          .addVar("agent", SimpleType.DYN)
          .setResultType(SimpleType.BOOL)
          .build();

  private final Cache<String, Compiled> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private sealed interface Compiled {

    record Usable(CelRuntime.Program program) implements Compiled {}

    record Faulty(String why) implements Compiled {}
  }

  /** What a condition says about a call. */
  sealed interface Verdict {

    record Said(boolean holds) implements Verdict {}

    /** It could not be judged. */
    record Unjudged(String why) implements Verdict {}
  }

  /** Why the text is not a condition; empty when it is one. */
  Optional<String> faultOf(String condition) {
    return switch (compiled(condition)) {
      case Compiled.Usable _ -> Optional.empty();
      case Compiled.Faulty(var why) -> Optional.of(why);
    };
  }

  Verdict judge(String condition, @Nullable Object arguments, Map<String, Object> agent) {
    return switch (compiled(condition)) {
      case Compiled.Usable(var program) -> judge(program, arguments, agent);
      case Compiled.Faulty(var why) -> new Verdict.Unjudged(why);
    };
  }

  private static Verdict judge(
      CelRuntime.Program program, @Nullable Object arguments, Map<String, Object> agent) {
    try {
      var variables = Map.of("args", plain(arguments), "agent", plain(agent));
      return program.eval(variables) instanceof Boolean holds
          ? new Verdict.Said(holds)
          : new Verdict.Unjudged("it is neither true nor false");
    } catch (CelEvaluationException | RuntimeException | StackOverflowError failure) {
      return new Verdict.Unjudged(firstLine(failure));
    }
  }

  private Compiled compiled(String condition) {
    return known.get(condition, this::compile);
  }

  private Compiled compile(String condition) {
    try {
      return new Compiled.Usable(cel.createProgram(cel.compile(condition).getAst()));
    } catch (CelValidationException | CelEvaluationException | RuntimeException broken) {
      return new Compiled.Faulty(firstLine(broken));
    } catch (StackOverflowError _) {
      return new Compiled.Faulty("it is nested too deeply");
    }
  }

  private static String firstLine(Throwable failure) {
    var text =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return text.lines().findFirst().orElse(text).replaceFirst("^ERROR: <input>:", "at ");
  }

  /** CEL knows one kind of whole number and one of fractions. */
  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> dev.cel.common.values.NullValue.NULL_VALUE;
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, Object>();
        map.forEach((key, member) -> plain.put(String.valueOf(key), plain(member)));
        yield plain;
      }
      case List<?> list -> list.stream().map(Conditions::plain).toList();
      case Integer _, Short _, Byte _ -> ((Number) value).longValue();
      case BigInteger whole ->
          whole.bitLength() < Long.SIZE ? whole.longValue() : (Object) whole.doubleValue();
      case Float _, BigDecimal _ -> ((Number) value).doubleValue();
      default -> value;
    };
  }
}
