package dev.agentledger.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agentledger.api.AsOf;
import java.time.Instant;
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

  private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

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
    registry.addConverter(String.class, PageSize.class, text -> new PageSize(Integer.parseInt(text)));
    registry.addConverter(String.class, AsOf.class, HttpForms::asOf);
  }

  private static AsOf asOf(String text) {
    return POSITION.matcher(text).matches()
        ? new AsOf.Position(Long.parseLong(text))
        : new AsOf.Moment(Instant.parse(text));
  }
}
