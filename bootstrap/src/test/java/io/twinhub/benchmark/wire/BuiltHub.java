package io.twinhub.benchmark.wire;

import io.twinhub.benchmark.BenchFolder;
import io.twinhub.benchmark.SampleDevice;
import io.twinhub.benchmark.TrustsAll;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.conformance.BuiltProgram;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The built program in a process of its own, as a user runs it, with its twins in a folder.
 *
 * @param folder what it works in
 * @param process the hub
 * @param facts what it told when it was ready
 * @param tls for clients
 * @param token of a back end that may do everything
 */
record BuiltHub(BenchFolder folder, Process process, HubFacts facts, SSLContext tls, String token)
    implements AutoCloseable {

  static BuiltHub start(String... options) throws Exception {
    BenchFolder folder = BenchFolder.create();
    Process process = new BuiltProgram(folder.path())
        .start(options)
        .redirectError(folder.path().resolve("hub.log").toFile())
        .start();
    HubFacts facts = BuiltProgram.ready(process);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustsAll()}, null);
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    String token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
    return new BuiltHub(folder, process, facts, tls, token);
  }

  void create(String deviceId) throws Exception {
    ProcessBuilder command = new BuiltProgram(folder.path())
        .twinhub("device-identity", "create", "-d", deviceId)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // A recording of the hub is not one of its commands.
    command.environment().remove("TWINHUB_OPTS");
    if (command.start().waitFor() != 0) {
      throw new IOException("cannot create " + deviceId);
    }
  }

  Path certificate() {
    return folder.path().resolve(".twinhub").resolve("server-private.pem");
  }

  Socket socket(int port) throws IOException {
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    var unused = process
        .onExit()
        .orTimeout(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)
        .join();
    folder.close();
  }
}
