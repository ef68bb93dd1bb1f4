package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.EventSamples;
import dev.agentledger.events.evolution.ContractSerializer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapedJsonTest {

  private static final ContractSerializer JSON = ContractSerializer.create();

  static List<DomainEvent> everyEvent() {
    return EventSamples.ALL;
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void anEventIsTheSameAgainByteByByte(DomainEvent event) {
    var json = JSON.serialize(event, byte[].class).getData();

    assertThat(again(json, "run_1")).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"none\":{}}",
        "{\"empty\":\"\"}",
        "{\"empty\":\"\",\"more\":\"\",\"list\":[]}",
        "{\"run\":\"run_1\"}",
        "{\"run\":\"run_1\",\"again\":{\"run\":\"run_1\"},\"other\":\"run_12\"}",
        "{\"run_1\":1}",
        "{\"a\":null,\"b\":true,\"c\":-1.5e10,\"d\":0}",
        "{\"quoted\":\"say \\\"{[,:]}\\\" \\\\\",\"next\":1}",
        "{\"odd \\\" name:\":{\"}\":[\"]\",[{\"deep\":[1,\",\"]}],{}]},\"last\":\"\\u0000\\n\"}",
        "{\"übung\":\"日本 😀\",\"😀\":[\"é\"]}"
      })
  void whateverAnObjectSaysIsTheSameAgain(String json) {
    assertThat(again(json.getBytes(UTF_8), "run_1")).asString().isEqualTo(json);
  }

  @Test
  void onlyValuesAreItsOwn() {
    var shaped =
        shaped("{\"run\":\"run_1\",\"step\":2,\"call\":{\"tags\":[\"a\",1],\"text\":\"Yes\"}}");

    assertThat(shaped.shape().text())
        .isEqualTo("{\"run\":\"\u0001\",\"step\":\n,\"call\":{\"tags\":\n,\"text\":\"\n\"}}");
    assertThat(new String(shaped.values(), UTF_8)).isEqualTo("2\n[\"a\",1]\nYes");
  }

  @Test
  void whatDiffersOnlyInValuesHasOneShape() {
    assertThat(shaped("{\"n\":1,\"text\":\"one\"}").shape())
        .isEqualTo(shaped("{\"n\":22,\"text\":\"\"}").shape())
        .hasSameHashCodeAs(shaped("{\"n\":22,\"text\":\"\"}").shape())
        .isNotEqualTo(shaped("{\"n\":\"1\",\"text\":\"one\"}").shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\n\"n\": 1}", "{\"mark\":\"\u0001\"}", "[1]", "\"text\"", "1", ""})
  void whatIsNoObjectOnOneLineIsNotCut(String json) {
    assertThat(ShapedJson.of(json.getBytes(UTF_8), "run_1")).isNull();
  }

  private static byte[] again(byte[] json, String stream) {
    var shaped = requireNonNull(ShapedJson.of(json, stream));
    return Shape.of(shaped.shape().text()).with(shaped.values(), stream);
  }

  private static ShapedJson shaped(String json) {
    return requireNonNull(ShapedJson.of(json.getBytes(UTF_8), "run_1"));
  }
}
