package dev.agentledger.saga.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Message;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Counts tokens, as one well-known tokenizer sees them. */
public final class Tokens {

  /** Of the envelope that protocols put around each message and tool. */
  private static final int AROUND = 16;

  private static final double CAUTION = 1.2;

  private static final int MOST_CHARACTERS_REMEMBERED = 4 * 1024 * 1024;

  /** A prompt is counted before each step, and but for its end it is that of the step before. */
  private static final Cache<String, Integer> COUNTED =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS_REMEMBERED)
          .weigher((String text, Integer _) -> text.length())
          .executor(Runnable::run)
          .build();

  /** What a definition says it says to each step of its runs, as one object. */
  private static final LoadingCache<Object, Integer> COUNTED_JSON =
      Caffeine.newBuilder()
          .weakKeys()
          .executor(Runnable::run)
          .build(value -> of(new String(CanonicalJson.of(value), StandardCharsets.UTF_8)));

  private Tokens() {}

  /** The tokenizer takes a moment and some megabytes to read, which only runs with models cost. */
  private static final class Tokenizer {
    static final Encoding O200K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  public static int of(@Nullable String text) {
    return text == null || text.isEmpty()
        ? 0
        : COUNTED.get(text, Tokenizer.O200K::countTokensOrdinary);
  }

  /** Of any JSON value in its canonical form. */
  public static int ofJson(@Nullable Object value) {
    return value == null ? 0 : COUNTED_JSON.get(value);
  }

  /** Of a whole answer. */
  public static int ofMessage(Message message) {
    var tokens = of(message.text());
    for (var call : message.toolCalls()) {
      tokens += of(call.tool()) + ofJson(call.arguments());
    }
    return tokens;
  }

  /** Of all that a model is told. */
  public static int ofRequest(ModelRequest request) {
    var tokens = of(request.system()) + ofJson(request.outputSchema());
    for (var message : request.messages()) {
      tokens += ofMessage(message);
    }
    for (var tool : request.tools()) {
      tokens += of(tool.name()) + of(tool.description()) + ofJson(tool.inputSchema());
    }
    return tokens;
  }

  /** More than any tokenizer makes of the request. */
  static long atMost(ModelRequest request) {
    var parts = 1 + request.messages().size() + request.tools().size();
    return (long) Math.ceil(ofRequest(request) * CAUTION) + (long) AROUND * parts;
  }
}
