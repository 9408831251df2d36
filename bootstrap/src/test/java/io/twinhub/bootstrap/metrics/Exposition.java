package io.twinhub.bootstrap.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format 0.0.4, which refuses whatever is not as the format says, and what Prometheus
 * advises against. Source: "Exposition formats" and "Metric and label naming" of Prometheus' documentation.
 */
final class Exposition {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.+)})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Map<String, Set<String>> labels = new LinkedHashMap<>();
  private String current = "";

  private Exposition() {}

  static Exposition read(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line has no end");
    }
    Exposition page = new Exposition();
    text.lines().forEach(page::line);
    page.types.forEach(page::check);
    page.helps.keySet().forEach(name -> require(page.types.containsKey(name), "no type: " + name));
    return page;
  }

  private void line(String line) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (help.matches()) {
      current = help.group(1);
      require(helps.put(current, help.group(2)) == null, "told twice: " + line);
    } else if (type.matches()) {
      require(type.group(1).equals(current), "the type of something else: " + line);
      require(types.put(current, type.group(2)) == null, "told twice: " + line);
    } else {
      require(sample.matches(), "not a line of the format: " + line);
      sample(sample);
    }
  }

  private void sample(Matcher sample) {
    String name = sample.group(1);
    String suffix = name.substring(Math.min(name.length(), current.length()));
    boolean fits = "histogram".equals(types.get(current))
        ? Set.of("_bucket", "_sum", "_count").contains(suffix)
        : suffix.isEmpty();
    require(name.startsWith(current) && fits, "a value of something else: " + sample.group());
    String inner = sample.group(2) == null ? "" : sample.group(2);
    Matcher label = LABEL.matcher(inner);
    int end = 0;
    while (end < inner.length()) {
      require(label.find(end) && label.start() == end, "not labels: " + sample.group());
      labels.computeIfAbsent(current, one -> new LinkedHashSet<>()).add(label.group(1));
      end = label.end();
    }
    String series = name + (inner.isEmpty() ? "" : "{" + inner + "}");
    require(samples.put(series, Double.parseDouble(sample.group(3))) == null, "twice: " + series);
  }

  private void check(String name, String type) {
    require(helps.containsKey(name), "no help: " + name);
    require(
        type.equals("counter") == name.endsWith("_total"), "a name against the advice: " + name);
    if (type.equals("histogram")) {
      samples.keySet().stream()
          .filter(series -> series.startsWith(name + "_count"))
          .map(series -> series.substring((name + "_count").length()))
          .forEach(own -> buckets(name, own));
    }
  }

  /** Buckets grow with their bounds, and the last one has all. */
  private void buckets(String name, String own) {
    String begin = name + "_bucket" + (own.isEmpty() ? "{" : own.replaceFirst("}$", ",")) + "le=\"";
    List<String> series =
        samples.keySet().stream().filter(one -> one.startsWith(begin)).toList();
    require(series.size() > 1, "no buckets: " + begin);
    double count = 0;
    double bound = 0;
    for (String bucket : series) {
      double value = samples.getOrDefault(bucket, -1.0);
      String text = bucket.substring(begin.length(), bucket.length() - 2);
      double next = text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
      require(value >= count && next > bound, "buckets out of order: " + bucket);
      count = value;
      bound = next;
    }
    require(Double.isInfinite(bound) && count == value(name + "_count" + own), "not all: " + begin);
    require(samples.containsKey(name + "_sum" + own), "no sum: " + begin);
  }

  private static void require(boolean holds, String mistake) {
    if (!holds) {
      throw new AssertionError(mistake);
    }
  }

  /** The value of a series as it is written, or 0 if it is not there. */
  double value(String series) {
    return samples.getOrDefault(series, 0.0);
  }

  /**
   * The metrics as rows of the table in the documentation.
   *
   * @param known rows that tell the labels of metrics that have no value on this page
   */
  List<String> table(List<String> known) {
    List<String> rows = new ArrayList<>();
    types.forEach((name, type) -> {
      Set<String> own = new LinkedHashSet<>(labels.getOrDefault(name, Set.of()));
      own.remove("le");
      String row =
          "| `%s` | %s | %s | %s |".formatted(name, type, String.join(", ", own), helps.get(name));
      boolean unused = samples.keySet().stream().noneMatch(series -> series.startsWith(name));
      rows.add(
          unused
              ? known.stream()
                  .filter(one -> one.replaceFirst("\\| [a-z, ]* \\| ([^|]*) \\|$", "|  | $1 |")
                      .equals(row))
                  .findFirst()
                  .orElse(row)
              : row);
    });
    return rows;
  }
}
