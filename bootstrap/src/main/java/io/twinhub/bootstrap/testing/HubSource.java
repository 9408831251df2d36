package io.twinhub.bootstrap.testing;

import io.twinhub.bootstrap.HubFamily;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.bootstrap.fleet.SeedFile;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.rows.QueryLag;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Makes the hubs of the tests that have the same settings. Safe to use from any thread. */
sealed interface HubSource {

  /**
   * A hub for one test.
   *
   * @param test who asks, for messages
   * @throws ExtensionConfigurationException in words for the user, if there can be none
   */
  TestHub open(String test);

  /**
   * A source of hubs.
   *
   * @throws ExtensionConfigurationException in words for the user, if the seed cannot be used
   */
  static HubSource of(TestSettings settings) {
    try {
      return settings.sockets() ? new WithSockets(settings) : new InProcess(settings);
    } catch (FileProblem | IllegalStateException problem) {
      throw told(problem);
    }
  }

  private static ExtensionConfigurationException told(RuntimeException problem) {
    return new ExtensionConfigurationException(String.valueOf(problem.getMessage()), problem);
  }

  /** Forks of one hub that has read the seed. */
  final class InProcess implements HubSource {
    private final InProcessHub.Snapshot beginning;

    InProcess(TestSettings settings) {
      InProcessConfig config = InProcessConfig.DEFAULT.arrays(settings.arrays());
      if (settings.seed().isPresent()) {
        config = config.seed(settings.seed().get());
      }
      if (settings.queryLag().isPresent()) {
        config = config.queryLag(QueryLag.parse(settings.queryLag().get()));
      }
      config = settings.repeat().appliedTo(config);
      try (InProcessHub seeded = Twinhub.inProcess(config)) {
        beginning = seeded.snapshot();
      }
    }

    @Override
    public TestHub open(String test) {
      try {
        return new TestHub(beginning.fork());
      } catch (IllegalStateException tooMany) {
        throw told(tooMany);
      }
    }
  }

  /** Hubs that are started, each on an address of its own. */
  final class WithSockets implements HubSource {
    private final TestSettings settings;
    private final HubFamily family;

    /** A seed that cannot be read is refused here, once, and not in each test. */
    WithSockets(TestSettings settings) {
      this.settings = settings;
      settings.seed().ifPresent(file -> SeedFile.read(file, new TwinRules(settings.arrays())));
      this.family = SharedFamily.get();
    }

    @Override
    public TestHub open(String test) {
      LoopbackAddress address = settings
          .address()
          .map(fixed -> LoopbackAddress.take(fixed, test))
          .orElseGet(() -> LoopbackAddress.draw(test));
      try {
        return new TestHub(Twinhub.start(config(address), family), address);
      } catch (StartFailure failure) {
        address.close();
        throw told(failure);
      }
    }

    private HubConfig config(LoopbackAddress address) {
      Path unused = family.trust().ca().resolveSibling("run");
      HubConfig.Builder config =
          HubConfig.builder(unused).host(address.text()).adminPort(0).arrays(settings.arrays())
          .repeat(settings.repeat());
      settings.seed().ifPresent(config::seed);
      settings.queryLag().map(QueryLag::parse).ifPresent(config::queryLag);
      return config.build();
    }
  }
}
