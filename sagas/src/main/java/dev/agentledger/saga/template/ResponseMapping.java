package dev.agentledger.saga.template;

import dev.agentledger.saga.template.RequestProblem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Picks an output out of a response body: each property by JSON pointer, or the whole body. */
public final class ResponseMapping {

  private final SortedMap<String, JsonPointer> pointers;

  private ResponseMapping(SortedMap<String, JsonPointer> pointers) {
    this.pointers = pointers;
  }

  /**
   * Reads the pointers of a mapping.
   *
   * @throws RequestProblem that lists every pointer that is none
   */
  public static ResponseMapping parse(Map<String, String> mapping) {
    var problems = new ArrayList<Problem>();
    var pointers = new TreeMap<String, JsonPointer>();
    new TreeMap<>(mapping)
        .forEach(
            (property, pointer) -> {
              try {
                pointers.put(property, JsonPointer.parse(pointer));
              } catch (TemplateProblem problem) {
                problems.add(new Problem(place(property), problem.getMessage()));
              }
            });
    if (!problems.isEmpty()) {
      throw new RequestProblem(problems);
    }
    return new ResponseMapping(pointers);
  }

  /**
   * The output that a response becomes.
   *
   * @throws RequestProblem that lists every property for which the response has nothing
   */
  public @Nullable Object apply(@Nullable Object response) {
    if (pointers.isEmpty()) {
      return response;
    }
    var problems = new ArrayList<Problem>();
    var output = new LinkedHashMap<String, @Nullable Object>();
    pointers.forEach(
        (property, pointer) ->
            pointer
                .find(response)
                .ifPresentOrElse(
                    found -> output.put(property, found.value()),
                    () ->
                        problems.add(
                            new Problem(
                                place(property),
                                "the response has nothing at \"%s\"".formatted(pointer)))));
    if (!problems.isEmpty()) {
      throw new RequestProblem(problems);
    }
    return output;
  }

  private static String place(String property) {
    return JsonPointer.append("/responseMapping", property);
  }
}
