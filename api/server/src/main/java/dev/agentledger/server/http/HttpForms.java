package dev.agentledger.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agentledger.api.AsOf;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;

/** The forms in which the edge reads and writes: JSON, documents, parameters. */
@Configuration(proxyBeanMethods = false)
class HttpForms implements WebFluxConfigurer {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** What is absent is left out, but a null inside a JSON value of a user stays. */
  @Bean
  JsonMapperBuilderCustomizer jsonOfTheEdge() {
    return json ->
        json.changeDefaultPropertyInclusion(
                _ ->
                    JsonInclude.Value.construct(
                        JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .annotationIntrospector(
                AnnotationIntrospector.pair(
                    json.annotationIntrospector(), new RequiredUnlessNullable()));
  }

  @Bean
  CodecCustomizer documents() {
    return codecs -> codecs.customCodecs().registerWithDefaultConfig(new DocumentDecoder());
  }

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer arguments) {
    arguments.addCustomResolver(new IntentArgument());
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverterFactory(new WireNames());
    registry.addConverter(String.class, PageSize.class, HttpForms::pageSize);
    registry.addConverter(String.class, AsOf.class, HttpForms::asOf);
  }

  private static PageSize pageSize(String text) {
    return new PageSize(
        NUMBER.matcher(text).matches()
            ? (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE)
            : 0);
  }

  private static AsOf asOf(String text) {
    try {
      return NUMBER.matcher(text).matches()
          ? new AsOf.Position(Long.parseLong(text))
          : new AsOf.Moment(Instant.parse(text));
    } catch (DateTimeParseException | NumberFormatException _) {
      throw new UnacceptableValue(
          "must be a position of the log or an instant such as 2026-01-31T12:00:00Z");
    }
  }
}
