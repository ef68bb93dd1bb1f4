package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.MALFORMED_REQUEST;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractDataBufferDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.MimeType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a {@link Document}, and says where one cannot be read. */
final class DocumentDecoder extends AbstractDataBufferDecoder<Document> {

  private static final List<MimeType> YAML =
      Stream.of(Document.YAML, Document.X_YAML, Document.TEXT_YAML).map(MimeType::valueOf).toList();

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final ObjectMapper yaml =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  DocumentDecoder() {
    super(
        Stream.concat(
                Stream.of(Document.JSON, Document.MERGE_PATCH).map(MimeType::valueOf),
                YAML.stream())
            .toArray(MimeType[]::new));
  }

  @Override
  public boolean canDecode(ResolvableType type, @Nullable MimeType form) {
    return type.toClass() == Document.class && super.canDecode(type, form);
  }

  @Override
  public Document decode(
      DataBuffer buffer,
      ResolvableType type,
      @Nullable MimeType form,
      @Nullable Map<String, Object> hints) {
    var body = new byte[buffer.readableByteCount()];
    buffer.read(body);
    DataBufferUtils.release(buffer);
    try {
      return new Document(isYaml(form) ? readYaml(body) : json.readValue(body, Object.class));
    } catch (JacksonException unreadable) {
      throw malformed(unreadable);
    }
  }

  /** An alias would come out as the text of its name, so it is refused. */
  private @Nullable Object readYaml(byte[] body) {
    try (var tokens = yaml.createParser(body)) {
      while (tokens.nextToken() != null) {
        if (tokens instanceof YAMLParser parser && parser.isCurrentAlias()) {
          var place = tokens.currentTokenLocation();
          throw Problem.of(
              MALFORMED_REQUEST,
              "Aliases are not supported; write the value out",
              Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
        }
      }
    }
    return yaml.readValue(body, Object.class);
  }

  private static boolean isYaml(@Nullable MimeType form) {
    return form != null && YAML.stream().anyMatch(yaml -> yaml.equalsTypeAndSubtype(form));
  }

  /** Without the parser's own settings and sources. */
  private static String inPlainWords(String message) {
    if (message.startsWith("No content to map")) {
      return "The body is empty";
    }
    if (message.startsWith("Trailing token")) {
      return "Something follows after the end of the value";
    }
    return message.lines().findFirst().orElse("").replaceAll(" \\(start marker at \\[.*?]\\)", "");
  }

  static Problem malformed(JacksonException unreadable) {
    var message = inPlainWords(String.valueOf(unreadable.getOriginalMessage()));
    var place = unreadable.getLocation();
    return place == null || place.getLineNr() < 1
        ? Problem.of(MALFORMED_REQUEST, message)
        : Problem.of(
            MALFORMED_REQUEST,
            "Line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), message),
            Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
  }
}
