package dev.agentledger.benchmarks.measure;

import java.util.List;
import java.util.stream.IntStream;

/** What the windows of one measurement showed, one number each. */
public record Samples(List<Double> values) {

  public Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
  }

  public double median() {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How far the lowest and the highest are from each other, as a part of the median. */
  public double spread() {
    var median = median();
    var range = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return median == 0 ? 0 : (range.getMax() - range.getMin()) / median;
  }

  /** Number by number divided by the other's. */
  public Samples dividedBy(Samples other) {
    return new Samples(
        IntStream.range(0, Math.min(values.size(), other.values.size()))
            .mapToObj(i -> values.get(i) / other.values.get(i))
            .toList());
  }
}
