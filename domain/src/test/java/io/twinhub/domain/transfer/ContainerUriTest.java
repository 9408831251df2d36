package io.twinhub.domain.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URIs of containers, and what is kept of their secrets. */
class ContainerUriTest {
  private static final String SAS = "?sv=2021&sig=SECRET%2B1";

  private static ContainerUri parse(String text) {
    return ContainerUri.parse("outputBlobContainerUri", text);
  }

  @Test
  void the_secret_is_in_the_address_of_a_blob_and_in_no_text() {
    ContainerUri container = parse("http://127.0.0.1:10000/devstoreaccount1/c" + SAS);
    assertThat(container).hasToString("http://127.0.0.1:10000/devstoreaccount1/c");
    assertThat(container.blob("a b/ü.txt"))
        .hasToString("http://127.0.0.1:10000/devstoreaccount1/c/a%20b/%C3%BC.txt" + SAS);
    assertThat(container.whole()).endsWith(SAS);
    assertThat(container.withoutSecret().whole()).isEqualTo(container.toString());
  }

  @Test
  void a_folder_is_a_container_without_a_host() {
    assertThat(parse("file:///tmp/a%20b").folder()).isEqualTo("/tmp/a b");
    assertThat(parse("FILE:/tmp/x").isFolder()).isTrue();
    assertThat(parse("https://h/c").isFolder()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/c | must begin with https://, http:// or file:///",
        "c | must begin with https://, http:// or file:///",
        "file://host/c | must have the form file:///FOLDER",
        "file:c | must have the form file:///FOLDER",
        "file:///c?SECRET | must have the form file:///FOLDER",
        "https:///c | names no host",
        "https://h | names no container",
        "https://h/?SECRET | names no container",
        "https://me:SECRET@h/c | must not have a user name or a password",
        "https://h/c?SECRET#f | must not have a fragment",
        "https://h/c?SECRET>x | is not a URI: Illegal character in query at position 19",
      })
  void bad_uris_are_refused_without_their_text(String text, String problem) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(HubException.class)
        .hasMessage("outputBlobContainerUri " + problem);
  }

  @Test
  void a_uri_has_a_greatest_length() {
    String longest = "https://h/" + "c".repeat(8182);
    assertThat(parse(longest).toString()).hasSize(8192);
    assertThatThrownBy(() -> parse(longest + "c"))
        .hasMessage("outputBlobContainerUri has 8193 characters; at most 8192 are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"devices.txt", "a/b", "ü", "..a", "a b"})
  void names_of_blobs_are_wide(String name) {
    assertThat(ContainerUri.isBlobName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "..", "a/../b", ".", "a\\b", "a\nb"})
  void names_that_lead_elsewhere_are_refused(String name) {
    assertThat(ContainerUri.isBlobName(name)).isFalse();
  }

  @Test
  void containers_are_the_same_if_their_secrets_are_too() {
    assertThat(parse("https://h/c?SECRET"))
        .isEqualTo(parse("https://h/c?SECRET"))
        .hasSameHashCodeAs(parse("https://h/c?SECRET"))
        .isNotEqualTo(parse("https://h/c?OTHER"))
        .isNotEqualTo("https://h/c?SECRET");
    assertThat(parse("https://h/c/").blob("a")).hasToString("https://h/c/a");
    assertThat(parse("http://h/c").isFolder()).isFalse();
  }

  @Test
  void a_job_is_over_when_it_went_through_failed_or_was_cancelled() {
    assertThat(Arrays.stream(TransferStatus.values()).filter(TransferStatus::isOver))
        .containsExactly(TransferStatus.COMPLETED, TransferStatus.FAILED, TransferStatus.CANCELLED);
  }
}
