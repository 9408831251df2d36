package io.twinhub.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.TrustFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs each SDK's programs of the matrix on one hub, the built one, and shows what became of the cells:
 * {@code .ci/sdk-matrix}. The hub has ports of its own; the SDKs' ports lead to it through a relay, which
 * drops all devices when a program asks for that.
 */
final class SdkMatrix {
  /** The address under which devices are dropped. */
  private static final String DEVICE_HOST = HubConfig.HOST_DEFAULT;

  /** The address of back ends, and of devices that nobody drops. */
  private static final String STEADY_HOST = "127.0.0.2";

  private static final int PROGRAM_SECONDS_MAX = 400;
  private static final Path WORK = Path.of("target", "sdk-matrix").toAbsolutePath();
  private static final Path CERTIFICATES = WORK.resolve("certificates");

  private final Map<String, String> environment;
  private final List<SdkCell> cells = Collections.synchronizedList(new ArrayList<>());

  private SdkMatrix(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Runs the SDKs and transports that {@code arguments} name, or all; {@code --write} puts the table into
   * the page.
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    List<String> sdks = chosen(SdkMatrixTable.SDKS, words);
    List<String> transports = chosen(SdkMatrixTable.TRANSPORTS, words);
    long start = System.nanoTime();
    SdkMatrixTable table = new SdkMatrixTable(sdks, transports, run(sdks, transports));
    System.out.print(table.text());
    List<String> problems = table.problems();
    problems.forEach(System.err::println);
    System.out.printf(
        "%d cells, %d failed, %d s%n",
        table.size(), problems.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    boolean whole =
        sdks.equals(SdkMatrixTable.SDKS) && transports.equals(SdkMatrixTable.TRANSPORTS);
    boolean good = problems.isEmpty()
        && (!whole
            || new PageTable("SDK matrix", ".ci/sdk-matrix")
                .shows(Path.of("..").resolve(PageTable.PAGE), table.text(), words));
    System.exit(good ? 0 : 1);
  }

  private static List<String> chosen(List<String> all, List<String> words) {
    List<String> named = all.stream().filter(words::contains).toList();
    return named.isEmpty() ? all : named;
  }

  private static List<SdkCell> run(List<String> sdks, List<String> transports) throws Exception {
    BuiltProgram program = new BuiltProgram(Files.createDirectories(WORK));
    String authority = CERTIFICATES.resolve("authority.pem").toString();
    Process hub = program
        .start(
            "--in-memory", "--san", STEADY_HOST, "--token-leeway", "0s", "--device-ca", authority)
        .redirectError(WORK.resolve("hub.log").toFile())
        .start();
    try (SdkRelay devices = new SdkRelay();
        SdkRelay steady = new SdkRelay()) {
      HubFacts facts = BuiltProgram.ready(hub);
      lead(devices, DEVICE_HOST, facts);
      lead(steady, STEADY_HOST, facts);
      HttpServer control = control(devices);
      SdkMatrix matrix = new SdkMatrix(environment(facts, control.getAddress().getPort()));
      matrix.runAll(sdks, transports);
      control.stop(0);
      return matrix.cells;
    } finally {
      hub.destroy();
      hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }

  private static void lead(SdkRelay relay, String host, HubFacts facts) throws IOException {
    relay.lead(host, HubConfig.HTTPS_PORT_DEFAULT, facts.host(), facts.httpsPort());
    relay.lead(host, HubConfig.MQTT_PORT_DEFAULT, facts.host(), facts.mqttPort());
    relay.lead(host, HubConfig.AMQP_PORT_DEFAULT, facts.host(), facts.amqpPort());
  }

  /** Answers any request with the number of connections that it dropped. */
  private static HttpServer control(SdkRelay devices) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/cut", exchange -> answer(exchange, Integer.toString(devices.cut())));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> environment(HubFacts facts, int controlPort) {
    TrustFiles trust = facts.trust();
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    return Map.of(
        "SDK_MATRIX_EVENTS",
        facts.events().connectionString(owner.keyName(), owner.key()),
        "IOTHUB_CONNECTION_STRING",
        facts.connectionString().replaceFirst("HostName=[^;]+", "HostName=" + STEADY_HOST),
        "SDK_MATRIX_HOST",
        DEVICE_HOST,
        "SDK_MATRIX_CERTIFICATES",
        CERTIFICATES.toString(),
        "SDK_MATRIX_CUT",
        "http://127.0.0.1:%d/cut".formatted(controlPort),
        "NODE_EXTRA_CA_CERTS",
        trust.ca().toString(),
        "REQUESTS_CA_BUNDLE",
        trust.bundle().toString(),
        "SSL_CERT_FILE",
        trust.bundle().toString(),
        "SDK_MATRIX_TRUST_STORE",
        trust.javaStore().toString());
  }

  /** One SDK after the other; Python's token lives so long that its renewal is watched from the start. */
  private void runAll(List<String> sdks, List<String> transports) throws Exception {
    List<Running> running = new ArrayList<>();
    if (sdks.contains("Python")) {
      running.add(start("python-renewal", python("renewal"), transports));
    }
    for (String sdk : sdks) {
      Running program = switch (sdk) {
        case "Java" -> start("java", java(), transports);
        case "Node" -> start("node", List.of("node", "matrix.js"), transports);
        default -> start("python", python(), transports);
      };
      program.finish();
    }
    for (Running program : running) {
      program.finish();
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .reduce((left, right) -> left + File.pathSeparator + right)
            .orElseThrow(),
        "io.twinhub.conformance.SdkMatrixJava");
  }

  private static List<String> python(String... arguments) {
    List<String> command = new ArrayList<>(
        List.of(WORK.resolve("venv").resolve("bin").resolve("python").toString(), "matrix.py"));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Starts a program, and takes in the cells that it prints. */
  private Running start(String name, List<String> program, List<String> transports)
      throws IOException {
    String folder = name.startsWith("python") ? "python" : "node";
    List<String> command = new ArrayList<>(program);
    command.addAll(transports);
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(Path.of("src", "it", folder).toFile())
        .redirectError(WORK.resolve(name + ".log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread reader = new Thread(() -> read(process), "read-" + name);
    reader.setDaemon(true);
    reader.start();
    return new Running(process, reader);
  }

  /** A program, and who reads what it prints. */
  private record Running(Process process, Thread reader) {
    void finish() throws InterruptedException {
      if (!process.waitFor(PROGRAM_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.printf("a program ran for more than %d s%n", PROGRAM_SECONDS_MAX);
        process.destroyForcibly().waitFor();
      }
      reader.join();
    }
  }

  private void read(Process process) {
    try (BufferedReader out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        SdkCell.parse(line).ifPresent(cells::add);
      }
    } catch (IOException ended) {
      System.err.println("a program's output ended early: " + ended);
    }
  }
}
