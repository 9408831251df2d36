package io.twinhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The table of adapters and suites, out of the reports that the tests left. Named classes
 * {@code <adapter><suite>ContractTest} or {@code …IT} are its cells: {@code .ci/matrix}.
 */
final class ContractMatrix {
  private static final String SUITES =
      "IdentityRegistry|Parents|TwinRegistry|QueryEngine|TwinChanges|DeviceConnection|Refusals|DirectMethods|CloudMessages|Telemetry|Jobs|Configurations|Transfers|Concurrency|Scenarios";
  private static final Pattern REPORT =
      Pattern.compile("TEST-([\\w.]+\\.)(\\w*?)(" + SUITES + ")Contract(?:Test|IT)\\.xml");

  /** Every adapter that has a row, by the beginning of its classes' names. */
  private static final Map<String, String> ADAPTERS = new LinkedHashMap<>();

  static {
    ADAPTERS.put("Local", "the hub in memory");
    ADAPTERS.put("Azure", "Azure adapter, on a local hub");
    ADAPTERS.put("Entra", "the same, with tokens of Microsoft Entra");
    ADAPTERS.put("AzureMqtt", "device SDK, MQTT");
    ADAPTERS.put("AzureMqttWs", "device SDK, MQTT over WebSocket");
    ADAPTERS.put("AzureAmqps", "device SDK, AMQP");
    ADAPTERS.put("AzureAmqpsWs", "device SDK, AMQP over WebSocket");
    ADAPTERS.put("PlainMqtt", "plain MQTT");
    ADAPTERS.put("PlainMqttWs", "plain MQTT over WebSocket");
    ADAPTERS.put("Live", "Azure itself");
    ADAPTERS.put("LivePlainMqtt", "Azure itself, plain MQTT");
  }

  /** What became of the tests of one class. */
  private record Cell(int passed, int gaps, int notRun, int failed) {
    String text() {
      List<String> parts = new ArrayList<>();
      if (failed > 0) {
        parts.add("**" + failed + " failed**");
      }
      if (passed > 0) {
        parts.add(Integer.toString(passed));
      }
      if (gaps > 0) {
        parts.add("gap");
      }
      if (notRun > 0) {
        parts.add("not run");
      }
      return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
  }

  private ContractMatrix() {}

  /** Prints the table; {@code --write} puts it into the page. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of("").toAbsolutePath();
    Map<String, Map<String, Cell>> cells = read(root);
    if (cells.isEmpty()) {
      System.err.println("no reports of contracts are here: run mvn verify first");
      System.exit(2);
    }
    String table = table(cells);
    System.out.print(table);
    System.exit(
        new PageTable("contract matrix", ".ci/matrix")
                    .shows(root.resolve(PageTable.PAGE), table, List.of(arguments))
                && kept(cells)
            ? 0
            : 1);
  }

  private static Map<String, Map<String, Cell>> read(Path root) throws Exception {
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    for (String module : List.of("adapters-local", "bootstrap")) {
      for (String folder : List.of("surefire-reports", "failsafe-reports")) {
        for (Path report : files(root.resolve(module).resolve("target").resolve(folder))) {
          Matcher name = REPORT.matcher(report.getFileName().toString());
          if (name.matches() && isThere(root.resolve(module), name)) {
            cells
                .computeIfAbsent(name.group(2), adapter -> new LinkedHashMap<>())
                .put(name.group(3), cell(report));
          }
        }
      }
    }
    return cells;
  }

  /** A report outlives its class until the next clean build. */
  private static boolean isThere(Path module, Matcher report) {
    String type = report.group().replaceFirst("TEST-(.*)\\.xml", "$1");
    return Files.exists(module.resolve("src/test/java/" + type.replace('.', '/') + ".java"));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Cell cell(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    NodeList tests = document.getElementsByTagName("testcase");
    int gaps = 0;
    int notRun = 0;
    int failed = 0;
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      NodeList skipped = test.getElementsByTagName("skipped");
      boolean bad = test.getElementsByTagName("failure").getLength() > 0
          || test.getElementsByTagName("error").getLength() > 0;
      if (bad) {
        failed++;
      } else if (skipped.getLength() > 0) {
        Element why = (Element) skipped.item(0);
        boolean gap = (why.getAttribute("message") + why.getTextContent()).contains("known gap:");
        gaps += gap ? 1 : 0;
        notRun += gap ? 0 : 1;
      }
    }
    return new Cell(tests.getLength() - gaps - notRun - failed, gaps, notRun, failed);
  }

  private static String table(Map<String, Map<String, Cell>> cells) {
    List<String> suites = List.of(SUITES.split("\\|"));
    StringBuilder table = new StringBuilder("| Adapter |");
    suites.forEach(suite -> table.append(' ').append(title(suite)).append(" |"));
    table.append("\n| --- |").append(" ---: |".repeat(suites.size())).append('\n');
    ADAPTERS.forEach((adapter, label) -> {
      Map<String, Cell> row = cells.getOrDefault(adapter, Map.of());
      table
          .append("| ")
          .append(label)
          .append(" | ")
          .append(suites.stream()
              .map(suite -> Optional.ofNullable(row.get(suite)).map(Cell::text).orElse(""))
              .collect(Collectors.joining(" | ")))
          .append(" |\n");
    });
    return table.toString();
  }

  private static String title(String suite) {
    return switch (suite) {
      case "IdentityRegistry" -> "identities";
      case "Parents" -> "parents";
      case "TwinRegistry" -> "twins";
      case "QueryEngine" -> "queries";
      case "TwinChanges" -> "changes";
      case "DeviceConnection" -> "connections";
      case "Refusals" -> "refusals";
      case "DirectMethods" -> "methods";
      case "CloudMessages" -> "messages";
      case "Telemetry" -> "telemetry";
      case "Jobs" -> "jobs";
      case "Configurations" -> "configurations";
      case "Transfers" -> "transfers";
      case "Concurrency" -> "concurrency";
      default -> "scenarios";
    };
  }

  /** Whether no test failed and every row has what it is made of. */
  private static boolean kept(Map<String, Map<String, Cell>> cells) {
    boolean whole = true;
    for (String adapter : ADAPTERS.keySet()) {
      if (!cells.containsKey(adapter)) {
        System.err.println("no report of " + adapter);
        whole = false;
      }
    }
    for (String adapter : cells.keySet()) {
      if (!ADAPTERS.containsKey(adapter)) {
        System.err.println("an adapter without a row: " + adapter);
        whole = false;
      }
    }
    return whole
        && cells.values().stream()
            .flatMap(row -> row.values().stream())
            .allMatch(cell -> cell.failed() == 0);
  }
}
