package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.DeviceProtocol;
import io.twinhub.azure.HubAddress;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.HubStarter;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.bootstrap.wiring.AzureHubComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;

/** A local hub on the ports that the SDKs know, used through the Azure adapter. */
record HubBehindAzureAdapter(Twinhub local, AzureHub azure) implements HubUnderTest {
  /** Other tests, of other builds too, hold the fixed ports for moments. */
  private static final Duration PORT_PATIENCE = Duration.ofSeconds(60);

  /** Starts a hub on 443 and 8883. */
  static HubBehindAzureAdapter start(DeviceProtocol protocol) {
    try {
      Path folder = Files.createTempDirectory("twinhub-azure-it");
      HubConfig config = HubConfig.builder(folder).adminPort(0).build();
      Twinhub local = bound(config);
      HubAddress address = HubAddress.parse(local.facts().connectionString());
      AzureHub azure = AzureHubComponent.factory()
          .create(address, protocol, trust(local.facts().trust()))
          .hub();
      return new HubBehindAzureAdapter(local, azure);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot start the hub", e);
    }
  }

  private static Twinhub bound(HubConfig config) {
    return Awaitility.await("ports 443 and 8883")
        .atMost(PORT_PATIENCE)
        .ignoreExceptionsInstanceOf(HubStarter.StartFailure.class)
        .until(() -> Optional.of(Twinhub.start(config)), Optional::isPresent)
        .orElseThrow();
  }

  private static SSLContext trust(TrustFiles files) throws IOException, GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(files.load());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Override
  public IdentityRegistry identities() {
    return azure.identities();
  }

  @Override
  public TwinRegistry twins() {
    return azure.twins();
  }

  @Override
  public QueryEngine queries() {
    return azure.queries();
  }

  @Override
  public DeviceConnections connections() {
    return azure.connections();
  }

  @Override
  public void close() {
    azure.close();
    local.close();
  }
}
