package io.twinhub.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.PortBinding;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

class TwinhubContainerTest {
  @Test
  void it_has_the_ports_of_the_sdks_on_a_loopback_address_of_its_own() {
    try (TwinhubContainer container = new TwinhubContainer();
        TwinhubContainer other = new TwinhubContainer()) {
      assertThat(container.bindings())
          .extracting(binding -> binding.getBinding().getHostPortSpec())
          .containsExactly("443", "8883", "5671");
      assertThat(container.bindings())
          .allMatch(one -> one.getBinding().getHostIp().startsWith("127."));
      assertThat(container.bindings()).doesNotContainAnyElementsOf(other.bindings());
    }
  }

  @Test
  void its_hub_names_the_address_to_which_clients_connect() {
    try (TwinhubContainer container = new TwinhubContainer().withAddress("127.0.0.1")) {
      container.configure();
      assertThat(container.getCommandParts())
          .containsExactly(
              "start",
              "--in-memory",
              "--output",
              "json",
              "--host",
              "0.0.0.0",
              "--san",
              "127.0.0.1");
      assertThat(container.bindings().stream().map(PortBinding::toString))
          .contains("PortBinding(binding=127.0.0.1:443, exposedPort=443/tcp)");
    }
  }

  @Test
  void before_it_is_started_nothing_is_known() {
    try (TwinhubContainer container = new TwinhubContainer()) {
      assertThatThrownBy(container::getServiceConnectionString)
          .hasMessage("the container is not started");
      assertThatThrownBy(container::getEventHubConnectionString)
          .hasMessage("the container is not started");
      assertThatThrownBy(container::getCertificateAuthority)
          .hasMessage("the container is not started");
    }
  }

  @Test
  void an_image_of_something_else_is_refused() {
    assertThatThrownBy(() -> new TwinhubContainer(DockerImageName.parse("redis:8")))
        .hasMessageContaining(
            "Failed to verify that image 'redis:8' is a compatible substitute for 'twinhub'");
  }
}
