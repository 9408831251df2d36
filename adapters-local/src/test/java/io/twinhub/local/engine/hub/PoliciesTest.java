package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shared access policies, and the file that keeps them. */
class PoliciesTest {
  private static final SharedKey KEY = SharedKey.of(new byte[SharedKey.BYTES_MIN]);

  @TempDir
  private Path folder = Path.of("unset");

  private static AccessPolicy policy(String name) {
    return new AccessPolicy(name, Set.of(Permission.SERVICE_CONNECT), KEY, KEY);
  }

  private static LocalAccessPolicies builtIn() {
    return new LocalAccessPolicies(AccessPolicy.builtIn(() -> KEY).values(), all -> {});
  }

  @Test
  void a_policy_is_added_found_and_removed() {
    LocalAccessPolicies policies = builtIn();
    policies.add(policy("own"));
    assertThat(policies.find("own")).contains(policy("own"));
    assertThat(policies.all()).extracting(AccessPolicy::name).endsWith("own").hasSize(6);
    policies.remove("own");
    assertThat(policies.find("own")).isEmpty();
  }

  @Test
  void names_are_given_once_and_sixteen_policies_are_enough() {
    LocalAccessPolicies policies = builtIn();
    assertThatThrownBy(() -> policies.add(policy("device")))
        .hasMessage("policy 'device' already exists");
    IntStream.range(0, 11).forEach(i -> policies.add(policy("p" + i)));
    assertThatThrownBy(() -> policies.add(policy("one-more")))
        .hasMessage("a hub holds at most 16 policies");
    assertThatThrownBy(() -> policies.remove("nobody")).hasMessage("there is no policy 'nobody'");
  }

  @Test
  void what_cannot_be_kept_does_not_happen() {
    LocalAccessPolicies policies = new LocalAccessPolicies(List.of(), all -> {
      throw new IllegalStateException("disk full");
    });
    assertThatThrownBy(() -> policies.add(policy("own"))).hasMessage("disk full");
    assertThat(policies.all()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_is_named_and_nothing_changes() throws IOException {
    Path file = folder.resolve("policies.json");
    PolicyFile kept = new PolicyFile(file);
    LocalAccessPolicies policies =
        new LocalAccessPolicies(AccessPolicy.builtIn(() -> KEY).values(), kept::write);
    Files.createDirectories(file.resolve("in the way"));
    assertThatThrownBy(() -> policies.add(policy("own")))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("cannot write " + file + ": ")
        .hasMessageEndingWith("; nothing was changed");
    assertThat(policies.find("own")).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void a_disk_without_room_is_told_as_that() {
    LocalAccessPolicies policies = new LocalAccessPolicies(List.of(), all -> {
      throw new UncheckedIOException(
          "cannot write policies.json", new IOException("No space left on device"));
    });
    assertThatThrownBy(() -> policies.add(policy("own")))
        .isInstanceOf(HubException.class)
        .hasMessage("cannot write policies.json: there is no room left; nothing was changed");
  }

  @Test
  void a_link_in_the_place_of_the_file_is_replaced_and_what_it_points_to_stays()
      throws IOException {
    Path other = Files.writeString(folder.resolve("notes.txt"), "notes");
    Path file = Files.createSymbolicLink(folder.resolve("policies.json"), other);
    Files.createSymbolicLink(folder.resolve("policies.json.new"), other);
    new PolicyFile(file).write(List.copyOf(AccessPolicy.builtIn(() -> KEY).values()));
    assertThat(other).hasContent("notes");
    assertThat(new PolicyFile(file).read()).hasSize(5);
  }

  @Test
  void the_file_keeps_them_for_its_owner_only() throws IOException {
    Path file = folder.resolve("policies.json");
    PolicyFile policyFile = new PolicyFile(file);
    assertThat(policyFile.exists()).isFalse();
    List<AccessPolicy> policies = List.copyOf(AccessPolicy.builtIn(() -> KEY).values());
    policyFile.write(policies);
    policyFile.write(policies);
    assertThat(policyFile.read()).isEqualTo(policies);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      ~~ | expected JSON, found nothing
      { | not JSON: line 1, column 2: the text ends too early
      null | expected a JSON object
      \0 | expected JSON, found nothing
      {} | 'policies' is missing or is not an array
      {"policies":null} | 'policies' is missing or is not an array
      {"policies":[]} | it contains no policy
      {"policies":[1]} | a policy must be an object
      {"policies":[{}]} | 'name' is missing or is not a string
      {"policies":[{"name":"a","permissions":"RegistryRead","primaryKey":GOOD,"secondaryKey":GOOD}]} | 'permissions' is missing or is not an array
      {"policies":[{"name":"a","permissions":["All"],"primaryKey":GOOD,"secondaryKey":GOOD}]} | unknown permission "All"
      {"policies":[{"name":"a","permissions":[],"primaryKey":GOOD,"secondaryKey":GOOD}]} | policy 'a': policy 'a' needs at least one permission
      {"policies":[{"name":"a","permissions":["RegistryRead"],"primaryKey":1e99999999999,"secondaryKey":GOOD}]} | not JSON: line 1, column 70: the exponent of a number is beyond 1000
      {"policies":[{"name":"a","permissions":["RegistryRead"],"primaryKey":"!","secondaryKey":GOOD}]} | policy 'a': a key must be base64 text of 16 to 64 bytes
      {"policies":[{"name":"a","permissions":["RegistryRead"],"primaryKey":GOOD,"secondaryKey":"AQ=="}]} | policy 'a': a key must be base64 text of 16 to 64 bytes
      {"policies":[{"name":"a","permissions":["RegistryRead"],"primaryKey":GOOD,"secondaryKey":GOOD},{"name":"a","permissions":["RegistryRead"],"primaryKey":GOOD,"secondaryKey":GOOD}]} | policy 'a' occurs more than once
      """)
  void a_damaged_file_stops_the_start_and_stays_as_it_is(String template, String reason)
      throws IOException {
    String content = template.replace("GOOD", "\"%s\"".formatted(KEY.base64()));
    Path file = Files.writeString(folder.resolve("policies.json"), content);
    assertThatThrownBy(() -> new PolicyFile(file).read())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("%s cannot be read (%s). Restore it, or delete it to start with new keys"
            .formatted(file, reason));
    assertThat(file).hasContent(content);
  }
}
