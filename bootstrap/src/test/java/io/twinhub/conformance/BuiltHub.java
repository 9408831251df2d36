package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A hub of the built distribution in a process of its own, looked at from outside. */
final class BuiltHub implements AutoCloseable {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final Process process;
  private final Path log;
  private final HubFacts facts;
  private final SSLContext tls;

  private BuiltHub(Process process, Path log, HubFacts facts, SSLContext tls) {
    this.process = process;
    this.log = log;
    this.facts = facts;
    this.tls = tls;
  }

  /** Starts a hub on free ports, in memory, with {@code jvmOptions}. */
  static BuiltHub start(Path folder, String jvmOptions) throws Exception {
    Path log = folder.resolve("hub.log");
    ProcessBuilder start = new BuiltProgram(folder).start("--in-memory");
    start.environment().put("TWINHUB_OPTS", jvmOptions);
    Process process = start.redirectError(log.toFile()).start();
    HubFacts facts = BuiltProgram.ready(process);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(facts.trust().load());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trusted.getTrustManagers(), null);
    return new BuiltHub(process, log, facts, tls);
  }

  HubFacts facts() {
    return facts;
  }

  /** A token of the owner's policy. */
  String ownerToken() throws GeneralSecurityException {
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    Instant expiry = Instant.now().plus(Duration.ofHours(1));
    return DeviceTokens.signed(facts.host(), owner.key().base64(), expiry)
        + "&skn="
        + owner.keyName();
  }

  SSLSocket connect(int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(BuiltProgram.WAIT_SECONDS_MAX));
    return socket;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** How many files and sockets the process has open. */
  long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/%d/fd".formatted(process.pid())))) {
      return open.count();
    }
  }

  long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/%d/task".formatted(process.pid())))) {
      return tasks.count();
    }
  }

  /** How much of the heap is in use after a collection, in KiB. */
  long heapKib() throws Exception {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    assertThat(sum).as("heap in use").isPositive();
    return sum;
  }

  private String jcmd(String command) throws Exception {
    Process jcmd = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(process.pid()),
            command)
        .redirectErrorStream(true)
        .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    return said;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
