package io.twinhub.conformance;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.exceptions.ErrorCodeDescription;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.messaging.IotHubServiceClientProtocol;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinhub.azure.device.DeviceCertificate;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The Java rows of the SDK matrix, a line a cell; for the transports that its arguments name. */
final class SdkMatrixJava {
  private static final String SDK = "Java";
  private static final String MODULE = "part";
  private static final String THUMBPRINT = "thumbprint";
  private static final String NO_TWINS = "HTTPS";
  private static final int TOKEN_SECONDS = 20;
  private static final int BEYOND_SECONDS = 2;
  private static final int END_SECONDS_MAX = 60;

  private final String connection = System.getenv("IOTHUB_CONNECTION_STRING");
  private final String host = System.getenv("SDK_MATRIX_HOST");
  private final URI cut = URI.create(System.getenv("SDK_MATRIX_CUT"));
  private final Path certificates = Path.of(System.getenv("SDK_MATRIX_CERTIFICATES"));
  private final RegistryClient registry = new RegistryClient(connection);
  private final TwinClient twins = new TwinClient(connection);
  private final SdkMatrixBackEnd backEnd =
      new SdkMatrixBackEnd(connection, IotHubServiceClientProtocol.AMQPS);
  private final HubTrust trust = HubTrust.ofJvm();
  private final SdkMatrixEvents events = new SdkMatrixEvents(System.getenv("SDK_MATRIX_EVENTS"));

  /** One cell's doing. */
  private interface Task {
    void run() throws Exception;
  }

  private SdkMatrixJava() {}

  /** Prints the cells. */
  public static void main(String[] chosen) throws Exception {
    System.setProperty("javax.net.ssl.trustStore", System.getenv("SDK_MATRIX_TRUST_STORE"));
    System.setProperty("javax.net.ssl.trustStorePassword", TrustFiles.STORE_PASSWORD);
    List<String> transports = List.of(chosen);
    SdkMatrixJava matrix = new SdkMatrixJava();
    matrix.backEnd.open();
    matrix.backEnd.readFeedback();
    ExecutorService background = Executors.newFixedThreadPool(transports.size());
    for (String transport : transports) {
      for (String credential : SdkMatrixTable.CREDENTIALS.keySet()) {
        matrix.device(transport, credential);
      }
      // Not before: the SDK loses far more answers in the first seconds of a JVM.
      background.execute(() -> attempt(
          cell(transport, SdkMatrixTable.SAS, SdkMatrixTable.RENEWAL),
          () -> matrix.renew(transport)));
    }
    background.shutdown();
    matrix.backEnd.readNoFeedback(); // all readers compete for it
    matrix.service();
    if (!background.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
      System.err.println("a renewal does not end");
    }
    matrix.backEnd.close();
    System.exit(0);
  }

  private static IotHubClientProtocol protocol(String transport) {
    return IotHubClientProtocol.valueOf(transport.replace("AMQP", "AMQPS"));
  }

  private static SdkCell cell(String transport, String credential, String operation) {
    return new SdkCell(SDK, transport, credential, operation, "");
  }

  /** Prints one cell; what the SDK says it cannot do is no fault. */
  private static void attempt(SdkCell cell, Task task) {
    SdkCell done;
    try {
      task.run();
      done = cell.ok();
    } catch (SdkMatrixDevice.NoSuchCall missing) {
      done = cell.none(String.valueOf(missing.getMessage()));
    } catch (UnsupportedOperationException missing) {
      done = cell.none(missing.toString());
    } catch (Exception failure) {
      failure.printStackTrace();
      done = cell.failed(failure.toString());
    }
    System.out.println(done.line());
  }

  private void device(String transport, String credential) throws IOException, IotHubException {
    String id = String.join("-", SDK, transport, credential);
    IotHubClientProtocol protocol = protocol(transport);
    String key = register(id, credential);
    DeviceClient client =
        new DeviceClient(connection(host, id, key), protocol, options(credential, id));
    Twin name = new Twin(id);
    SdkMatrixCommands commands = new SdkMatrixCommands(client, backEnd, name, transport);
    try (SdkMatrixDevice device = new SdkMatrixDevice(client, twins, name)) {
      attempt(cell(transport, credential, "open"), device::open);
      attempt(
          cell(transport, credential, "telemetry"),
          () -> events.telemetry(client, TwinAddress.device(id)));
      attempt(cell(transport, credential, "get twin"), device::readTwin);
      boolean hasTwin = !transport.equals(NO_TWINS);
      attempt(cell(transport, credential, "report"), hasTwin ? device::report : device::readTwin);
      attempt(cell(transport, credential, "notified"), hasTwin ? device::hear : device::readTwin);
      attempt(cell(transport, credential, "unsubscribe"), SdkMatrixDevice::unsubscribe);
      attempt(cell(transport, credential, "methods"), commands::methods);
      if (credential.equals(SdkMatrixTable.SAS)) {
        attempt(
            cell(transport, credential, SdkMatrixTable.UNKNOWN_METHOD),
            hasTwin ? commands::unknownMethod : commands::methods);
      }
      attempt(cell(transport, credential, "messages"), commands::messages);
      attempt(cell(transport, credential, "abandon, reject"), commands::abandonAndReject);
      attempt(cell(transport, credential, "reconnect"), () -> {
        if (!hasTwin) {
          device.readTwin();
        }
        device.comeBack(cut);
        commands.echo("back");
        commands.receive("back", IotHubMessageResult.COMPLETE);
      });
    }
    module(id, credential, transport);
    try {
      commands.requireFeedback();
    } catch (InterruptedException | IllegalStateException failure) {
      System.out.println(
          cell(transport, credential, "messages").failed(failure.toString()).line());
    }
  }

  private void module(String id, String credential, String transport)
      throws IOException, IotHubException {
    Module module = new Module(id, MODULE, type(credential));
    if (credential.equals(THUMBPRINT)) {
      module.setThumbprint(thumbprint(), thumbprint());
    }
    String key = registry.addModule(module).getPrimaryKey();
    attempt(cell(transport, credential, "module twin"), () -> {
      try (SdkMatrixDevice part = new SdkMatrixDevice(
          module(id, credential, key, transport), twins, new Twin(id, MODULE))) {
        part.open();
        part.readTwin();
        part.report();
        part.hear();
      }
    });
    attempt(cell(transport, credential, "module methods"), () -> {
      InternalClient client = module(id, credential, key, transport);
      Twin name = new Twin(id, MODULE);
      try (SdkMatrixDevice part = new SdkMatrixDevice(client, twins, name)) {
        part.open();
        new SdkMatrixCommands(client, backEnd, name, transport).methods();
      }
    });
    attempt(cell(transport, credential, "module telemetry"), () -> {
      InternalClient client = module(id, credential, key, transport);
      try (SdkMatrixDevice part = new SdkMatrixDevice(client, twins, new Twin(id, MODULE))) {
        part.open();
        events.telemetry(client, TwinAddress.module(id, MODULE));
      }
    });
  }

  private InternalClient module(String id, String credential, String key, String transport)
      throws IOException {
    return new ModuleClient(
        connection(host, id + ";ModuleId=" + MODULE, key),
        protocol(transport),
        options(credential, id + "-module"));
  }

  /** Goes on when the token that it was opened with is over. */
  private void renew(String transport) throws Exception {
    String id = String.join("-", SDK, transport, "renewal");
    String steady = connection.replaceAll("HostName=([^;]+);.*", "$1");
    ClientOptions options = ClientOptions.builder()
        .sslContext(trust.context())
        .sasTokenExpiryTime(TOKEN_SECONDS)
        .build();
    String device = connection(steady, id, register(id, SdkMatrixTable.SAS));
    DeviceClient client = new DeviceClient(device, protocol(transport), options);
    Twin name = new Twin(id);
    SdkMatrixCommands commands = new SdkMatrixCommands(client, backEnd, name, transport);
    try (SdkMatrixDevice program = new SdkMatrixDevice(client, twins, name)) {
      program.open();
      boolean hasTwin = !transport.equals(NO_TWINS);
      if (hasTwin) {
        program.readTwin();
        commands.methods();
      }
      TimeUnit.SECONDS.sleep(TOKEN_SECONDS + BEYOND_SECONDS);
      if (hasTwin) {
        program.awaitTwin(); // over MQTT the SDK waits for the hub to end the connection
        program.report();
        program.hear();
        commands.echo("after");
      }
      program.send();
      commands.receive("after", IotHubMessageResult.COMPLETE);
    }
  }

  /** Registers a device; its key, empty if it has none. */
  private String register(String id, String credential) throws IOException, IotHubException {
    Device device = new Device(id, type(credential));
    if (credential.equals(THUMBPRINT)) {
      device.setThumbprint(thumbprint(), thumbprint());
    }
    return registry.addDevice(device).getPrimaryKey();
  }

  private static AuthenticationType type(String credential) {
    return switch (credential) {
      case SdkMatrixTable.SAS -> AuthenticationType.SAS;
      case THUMBPRINT -> AuthenticationType.SELF_SIGNED;
      default -> AuthenticationType.CERTIFICATE_AUTHORITY;
    };
  }

  private String thumbprint() throws IOException {
    return Files.readString(certificates.resolve("pinned.sha1")).strip();
  }

  private static String connection(String host, String id, String key) {
    String proof = key == null || key.isEmpty() ? "x509=true" : "SharedAccessKey=" + key;
    return "HostName=%s;DeviceId=%s;%s".formatted(host, id, proof);
  }

  private ClientOptions options(String credential, String name) throws IOException {
    if (credential.equals(SdkMatrixTable.SAS)) {
      return ClientOptions.builder().sslContext(trust.context()).build();
    }
    String file = credential.equals(THUMBPRINT) ? "pinned" : name;
    DeviceCertificate shown = DeviceCertificate.read(
        certificates.resolve(file + ".pem"), certificates.resolve("device.key"));
    return ClientOptions.builder().sslContext(trust.context(shown)).build();
  }

  private void service() {
    String id = SDK + "-service";
    attempt(cell(SdkCell.SERVICE, "", "registry"), () -> {
      Device device = registry.addDevice(new Device(id));
      registry.updateDevice(device);
      registry.getDevice(id);
    });
    attempt(cell(SdkCell.SERVICE, "", "twins"), () -> {
      Twin patch = new Twin(id);
      patch.getTags().put("kind", "matrix");
      twins.patch(patch);
      if (!twins.get(id).getTags().containsKey("kind")) {
        throw new IllegalStateException("the patch is not stored");
      }
    });
    attempt(cell(SdkCell.SERVICE, "", "query"), () -> {
      String query =
          "SELECT * FROM devices WHERE deviceId = '%s' AND tags.kind = 'matrix'".formatted(id);
      if (!new QueryClient(connection).queryTwins(query).hasNext()) {
        throw new IllegalStateException("the query finds no device");
      }
      registry.removeDevice(id);
    });
    attempt(cell(SdkCell.SERVICE, "", "call"), () -> serve(this::call));
    messages("AMQP", IotHubServiceClientProtocol.AMQPS);
    messages("AMQP_WS", IotHubServiceClientProtocol.AMQPS_WS);
  }

  /** What a device of the back end's cells is there for. */
  private interface Service {
    void use(SdkMatrixCommands served, Twin name) throws Exception;
  }

  /** Has a device at hand. */
  private void serve(Service service) throws Exception {
    String id = SDK + "-served-" + UUID.randomUUID();
    DeviceClient client = new DeviceClient(
        connection(host, id, register(id, SdkMatrixTable.SAS)),
        IotHubClientProtocol.MQTT,
        options(SdkMatrixTable.SAS, id));
    Twin name = new Twin(id);
    try (SdkMatrixDevice device = new SdkMatrixDevice(client, twins, name)) {
      device.open();
      service.use(new SdkMatrixCommands(client, backEnd, name, "MQTT"), name);
    }
  }

  private void call(SdkMatrixCommands served, Twin name) throws Exception {
    SdkMatrixBackEnd.requireRefused(
        refused -> refused.getErrorCodeDescription() == ErrorCodeDescription.DeviceNotFound,
        () -> backEnd.call(new Twin("nobody"), "m", null));
    SdkMatrixBackEnd.requireRefused(
        refused -> refused.getErrorCodeDescription() == ErrorCodeDescription.DeviceNotOnline,
        () -> backEnd.call(name, "m", null, 0));
    served.methods();
  }

  private void messages(String name, IotHubServiceClientProtocol protocol) {
    try (SdkMatrixBackEnd sending = new SdkMatrixBackEnd(connection, protocol)) {
      attempt(cell(SdkCell.SERVICE, "", "open " + name), sending::open);
      attempt(
          cell(SdkCell.SERVICE, "", "send " + name),
          () -> serve((served, unused) -> {
            served.of(sending);
            served.receive("first", IotHubMessageResult.COMPLETE);
            SdkMatrixBackEnd.requireRefused(
                IotHubNotFoundException.class::isInstance, () -> sending.send("nobody", "lost"));
            served.receive("second", IotHubMessageResult.COMPLETE);
          }));
      attempt(
          cell(SdkCell.SERVICE, "", "feedback " + name),
          () -> serve((served, unused) -> {
            sending.readFeedback();
            served.of(sending);
            served.messages();
            served.requireFeedback();
          }));
    }
  }
}
