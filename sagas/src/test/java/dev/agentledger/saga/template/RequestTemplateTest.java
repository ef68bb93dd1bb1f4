package dev.agentledger.saga.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.saga.template.RequestProblem.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTemplateTest {

  private static final List<String> HOSTILE =
      List.of(
          "../../admin?x=1#y",
          "a b&c=d",
          "x\r\nHost: evil.example",
          "\"},\"role\":\"admin\",\"x\":{\"",
          "{{input.other}}",
          "@evil.example/",
          "\\..\\",
          "%2e%2e%2f",
          "\u00e9\u4e2d\ud83d\ude00",
          "\u0000");

  @Test
  void everyPartOfTheRequestIsFilledFromTheInput() {
    var http =
        new HttpConfiguration(
            "POST",
            "https://api.example.com/orders/{{ input.order.id }}?v={{input.v}}",
            Map.of("X-Trace", "t-{{input.v}}"),
            Map.of("q", "{{input.text}}", "absent", "{{input.none?}}"),
            "{\"text\": \"Say: {{input.text}}\", \"all\": {{input}}, \"first\": {{input.list[0]}}, \"none\": {{input.none?}}}",
            Map.of(),
            null);
    var input =
        Map.of("order", Map.of("id", "a/b"), "v", 2.0, "text", "x & \"y\"", "list", List.of(true));

    var request = RequestTemplate.parse(http).render(input);

    assertThat(request.url())
        .hasToString("https://api.example.com/orders/a%2Fb?v=2&q=x%20%26%20%22y%22");
    assertThat(request.headers())
        .isEqualTo(Map.of("X-Trace", "t-2", "Content-Type", "application/json"));
    assertThat(request.query()).isEqualTo(Map.of("q", "x & \"y\""));
    assertThat(request.bodyValue())
        .isEqualTo(map("text", "Say: x & \"y\"", "all", input, "first", true, "none", null));
  }

  @Nested
  class WhateverAValueHolds {

    @Test
    void itStaysInItsPathSegment() {
      var template = RequestTemplate.parse(get("https://example.com/a/{{input}}/z?q={{input}}"));
      for (var value : HOSTILE) {
        var url = template.render(value).url();

        assertThat(url.getHost()).isEqualTo("example.com");
        assertThat(url.getRawPath().split("/")).as(value).hasSize(4).endsWith("z");
        assertThat(url.getPath()).isEqualTo("/a/" + value + "/z");
        assertThat(url.getRawQuery()).doesNotContain("&", "#");
        assertThat(url.getQuery()).isEqualTo("q=" + value);
      }
    }

    @Test
    void itStaysInItsQueryParameter() {
      var http =
          new HttpConfiguration(
              "GET",
              "https://example.com/?a=1",
              Map.of(),
              Map.of("q", "{{input}}"),
              null,
              Map.of(),
              null);
      for (var value : HOSTILE) {
        var url = RequestTemplate.parse(http).render(value).url();

        assertThat(url.getRawQuery().split("&")).hasSize(2);
        assertThat(url.getQuery()).isEqualTo("a=1&q=" + value);
      }
    }

    @Test
    void itStaysInItsJsonString() {
      var template =
          RequestTemplate.parse(
              post(
                  "{\"text\": \"<{{input}}>\", \"raw\": {{input}}, \"role\": \"user\"}", Map.of()));
      for (var value : HOSTILE) {
        assertThat(template.render(value).bodyValue())
            .isEqualTo(Map.of("text", "<" + value + ">", "raw", value, "role", "user"));
      }
    }

    @Test
    void itStaysInItsFormField() {
      var template =
          RequestTemplate.parse(
              post(
                  "a={{input}}&b=1",
                  Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8")));
      for (var value : HOSTILE) {
        assertThat(template.render(value).body().split("&")).hasSize(2);
      }
    }

    @Test
    void itStaysInItsXmlText() {
      var template =
          RequestTemplate.parse(post("<a b='{{input}}'/>", Map.of("Content-Type", "text/xml")));

      assertThat(template.render("'/><x y='&amp;").body())
          .isEqualTo("<a b='&#39;/&gt;&lt;x y=&#39;&amp;amp;'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\u0000", "\u00e9"})
    void itCannotBreakItsHeader(String value) {
      var http =
          new HttpConfiguration(
              "GET",
              "https://example.com",
              Map.of("X-Name", "{{input}}"),
              Map.of(),
              null,
              Map.of(),
              null);

      assertThatThrownBy(() -> RequestTemplate.parse(http).render(value))
          .hasMessage(
              "/headers/X-Name: the header's value has a line break or another character outside printable ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void itCannotAddressSomethingElse(String value) {
      var template = RequestTemplate.parse(get("https://example.com/users/{{input}}/delete"));

      assertThatThrownBy(() -> template.render(value))
          .hasMessage(
              "/url: a value makes the path segment \"%s\", which would address something else",
              value);
    }

    @Test
    void itCannotTakeAMemberThatTheBodyHas() {
      var template =
          RequestTemplate.parse(post("{\"{{input}}\": 1, \"role\": \"user\"}", Map.of()));

      assertThat(template.render("x").bodyValue()).isEqualTo(Map.of("x", 1, "role", "user"));
      assertThatThrownBy(() -> template.render("role")).hasMessageContaining("Duplicate");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {{input.host}}                    | the URL must begin with http:// or https:// and a host
          https://{{input.host}}/           | {{input.host}} stands before the path; only the configuration itself may say which host is called
          https://a.example{{input.more}}/  | {{input.more}} stands before the path; only the configuration itself may say which host is called
          ftp://example.com/                | the URL must begin with http:// or https:// and a host
          /relative                         | the URL must begin with http:// or https:// and a host
          https:///nowhere                  | the URL must begin with http:// or https:// and a host
          https://me:secret@example.com/    | the URL must not carry a user name or password
          https://example.com/#top          | the URL must not have a fragment; it would never be sent
          https://example.com/a b           | the URL has a character that must be percent-encoded, or is otherwise broken, at character 22
          https://example.com/{{secret.key}} | {{secret.key}} names secret, but only input is known
          https://example.com/{{input.a     | {{ at character 21 is never closed
          https://example.com/{{input.a()}} | {{input.a()}} is not a placeholder; write it like {{input.name}}, {{input.items[0]}}, {{input["a b"]}} or {{input.name?}}
          https://example.com/{{1+1}}       | {{1+1}} is not a placeholder; write it like {{input.name}}, {{input.items[0]}}, {{input["a b"]}} or {{input.name?}}
          """)
  void aUrlThatCannotBeCalledIsSaidToBe(String url, String message) {
    assertThat(problems(get(url))).containsExactly(new Problem("/url", message));
  }

  @Test
  void everythingThatIsWrongIsListed() {
    var http =
        new HttpConfiguration(
            "POST",
            "nowhere",
            Map.of("Host", "x", "bad name", "x", "X-A", "{{", "x-b", "1", "X-B", "2"),
            Map.of("q", "{{input..x}}"),
            "{\"a\": {{input.a}}",
            Map.of(),
            null);

    assertThat(problems(http))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/url",
            "/headers/Host",
            "/headers/bad name",
            "/headers/X-A",
            "/headers/x-b",
            "/query/q",
            "/body");
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": {{input}}                | application/json | the body is not JSON at line 1, column 11
          {{{input}}: 1}                 | application/json | {{{input}} is not a placeholder
          { {{input}}: 1}                | application/json | the body is not JSON at line 1, column 3
          {"a": "\\{{input}}"}           | application/json | {{input}} stands right after a \\
          {{input}} {{input}}            | application/ld+json | the body is not JSON
          a {{input}}                    | image/png        | a body of image/png cannot have placeholders
          """)
  void aBodyThatCannotBeFilledSafelyIsSaidToBe(String body, String mediaType, String message) {
    assertThat(problems(post(body, Map.of("Content-Type", mediaType))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/body");
              assertThat(problem.message()).startsWith(message);
            });
  }

  @Test
  void aBodyOnAGetIsRefused() {
    var http =
        new HttpConfiguration(
            "GET", "https://example.com", Map.of(), Map.of(), "{}", Map.of(), null);

    assertThat(problems(http)).containsExactly(new Problem("/body", "a GET request has no body"));
  }

  @Test
  void aMissingOrUnsuitableValueIsNamed() {
    var template = RequestTemplate.parse(get("https://example.com/{{input.a.b}}"));

    assertThatThrownBy(() -> template.render(Map.of("a", Map.of())))
        .hasMessage(
            "/url: {{input.a.b}} has no value; give one, or write {{input.a.b?}} if it may be missing");
    assertThatThrownBy(() -> template.render(Map.of("a", Map.of("b", List.of(1)))))
        .hasMessage(
            "/url: {{input.a.b}} is a list; only text, a number or true/false can stand here");
    assertThatThrownBy(() -> template.render(Map.of("a", map("b", null))))
        .hasMessage("/url: {{input.a.b}} is null");
    assertThatThrownBy(() -> template.render(null)).isInstanceOf(RequestProblem.class);
  }

  @Test
  void aResponseIsMappedByPointers() {
    var response = Map.of("data", List.of(map("id", 7, "gone", null)), "a/b", "x");

    assertThat(
            ResponseMapping.parse(
                    Map.of("id", "/data/0/id", "gone", "/data/0/gone", "ab", "/a~1b", "all", ""))
                .apply(response))
        .isEqualTo(map("id", 7, "gone", null, "ab", "x", "all", response));
    assertThat(ResponseMapping.parse(Map.of()).apply(response)).isEqualTo(response);
    assertThatThrownBy(() -> ResponseMapping.parse(Map.of("x", "/data/1")).apply(response))
        .hasMessage("/responseMapping/x: the response has nothing at \"/data/1\"");
    assertThatThrownBy(() -> ResponseMapping.parse(Map.of("x", "data", "y", "/~2")))
        .hasMessage(
            "/responseMapping/x: \"data\" does not begin with /; /responseMapping/y: \"/~2\" has a ~ that is not ~0 or ~1");
  }

  private static HttpConfiguration get(String url) {
    return new HttpConfiguration("GET", url, Map.of(), Map.of(), null, Map.of(), null);
  }

  private static HttpConfiguration post(String body, Map<String, String> headers) {
    return new HttpConfiguration(
        "POST", "https://example.com/", headers, Map.of(), body, Map.of(), null);
  }

  private static List<Problem> problems(HttpConfiguration http) {
    try {
      RequestTemplate.parse(http);
      return List.of();
    } catch (RequestProblem problem) {
      return problem.problems();
    }
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
    var map = new HashMap<String, @Nullable Object>();
    var each = Arrays.asList(namesAndValues).iterator();
    while (each.hasNext()) {
      map.put(String.valueOf(each.next()), each.next());
    }
    return map;
  }
}
