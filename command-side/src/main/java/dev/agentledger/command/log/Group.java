package dev.agentledger.command.log;

import dev.agentledger.command.log.Append.Fact;
import dev.agentledger.command.log.Append.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Appends that are written together; no two of them touch the same stream. */
final class Group {

  /**
   * A fact in its group.
   *
   * @param head the number of its stream in {@link #heads}, from 1 as in an array of PostgreSQL
   */
  record Numbered(int head, Fact fact) {}

  private record Place(int append, Head head) {}

  private final List<Append> appends;
  private final List<Place> places;
  private final List<Numbered> facts = new ArrayList<>();

  Group(List<Append> appends) {
    this.appends = appends;
    // By their ids, so that nodes that lock the same streams do it in the same order.
    places =
        IntStream.range(0, appends.size())
            .boxed()
            .flatMap(append -> appends.get(append).heads().stream().map(h -> new Place(append, h)))
            .sorted(Comparator.comparing(place -> place.head().streamId()))
            .toList();
    number();
  }

  private void number() {
    var numbers = new int[appends.size()][];
    for (var i = 0; i < numbers.length; i++) {
      numbers[i] = new int[appends.get(i).heads().size()];
    }
    for (var i = 0; i < places.size(); i++) {
      var place = places.get(i);
      var heads = appends.get(place.append()).heads();
      numbers[place.append()][heads.indexOf(place.head())] = i + 1;
    }
    for (var i = 0; i < numbers.length; i++) {
      for (var fact : appends.get(i).facts()) {
        facts.add(new Numbered(numbers[i][fact.head()], fact));
      }
    }
  }

  List<Append> appends() {
    return appends;
  }

  List<Head> heads() {
    return places.stream().map(Place::head).toList();
  }

  List<Numbered> facts() {
    return facts;
  }

  /**
   * Whose positions are whose.
   *
   * @param keys for each head its stream's key, or 0 when it was lost
   * @param positions of the facts of all heads that were won, in their order
   * @return for each append the positions of its facts, or null when it lost a stream
   */
  List<long @Nullable []> settle(Long[] keys, Long[] positions) {
    var lost = new boolean[appends.size()];
    for (var i = 0; i < keys.length; i++) {
      lost[places.get(i).append()] |= keys[i] == 0;
    }
    var settled = new ArrayList<long @Nullable []>();
    var next = 0;
    for (var i = 0; i < lost.length; i++) {
      if (lost[i]) {
        settled.add(null);
      } else {
        var own = new long[appends.get(i).facts().size()];
        for (var fact = 0; fact < own.length; fact++) {
          own[fact] = positions[next++];
        }
        settled.add(own);
      }
    }
    return settled;
  }
}
