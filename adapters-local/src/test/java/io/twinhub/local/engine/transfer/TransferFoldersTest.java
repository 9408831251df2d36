package io.twinhub.local.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.transfer.container.BlobOutput;
import io.twinhub.local.engine.transfer.container.FolderContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in place of containers: nothing outside the folder that the operator opened is touched. */
class TransferFoldersTest {
  @TempDir
  private Path temp = Path.of("");

  private Path root = Path.of("");
  private Path outside = Path.of("");

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
  }

  private void assertNotOpened(Path path, String problem) {
    assertThatThrownBy(() -> FolderContainer.below(root, path.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(problem);
  }

  @Test
  void a_folder_outside_is_refused_however_it_is_named() throws IOException {
    String problem = "is not below the folder that --transfer-folder names, " + root;
    Files.createSymbolicLink(root.resolve("link"), outside);
    assertNotOpened(outside, problem);
    assertNotOpened(root.resolve("../outside"), problem);
    assertNotOpened(root.resolve("link"), problem);
    assertNotOpened(root.resolve("missing"), "is not an existing folder");
    Files.writeString(root.resolve("file"), "");
    assertNotOpened(root.resolve("file"), "is not a folder");
  }

  @Test
  void links_in_place_of_files_are_neither_read_nor_written() throws IOException {
    Files.createSymbolicLink(root.resolve("devices.txt"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("sub"), outside);
    FolderContainer container = FolderContainer.below(root, root.toString());
    for (String name : new String[] {"devices.txt", "sub/secret.txt"}) {
      String problem = "has a symbolic link in place of '%s'".formatted(name);
      assertThatThrownBy(() -> container.open(name)).hasMessage(problem);
      assertThatThrownBy(() -> container.create(name)).hasMessage(problem);
    }
    assertThat(outside.resolve("secret.txt")).hasContent("secret");
  }

  @Test
  void a_file_appears_when_it_is_complete_and_only_its_owner_reads_it() throws IOException {
    FolderContainer container = FolderContainer.below(root, root.toString());
    Files.writeString(root.resolve("devices.txt"), "old");
    try (BlobOutput file = container.create("devices.txt")) {
      file.write("new".getBytes(StandardCharsets.UTF_8));
      assertThat(root.resolve("devices.txt")).hasContent("old");
    }
    assertThat(root.resolve("devices.txt")).hasContent("old");
    assertThat(root).isDirectoryNotContaining("glob:**.new");
    try (BlobOutput file = container.create("devices.txt")) {
      file.write("new".getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
    assertThat(root.resolve("devices.txt")).hasContent("new");
    assertThat(Files.getPosixFilePermissions(root.resolve("devices.txt"))).hasSize(2);
    container.requireWritable("other.txt");
    assertThat(root.resolve("other.txt")).doesNotExist();
  }

  @Test
  void what_is_not_there_is_named() throws IOException {
    FolderContainer container = FolderContainer.below(root, root.toString());
    assertThatThrownBy(() -> container.open("no.txt")).hasMessage("has no file 'no.txt'");
    assertThatThrownBy(() -> container.create("no/no.txt"))
        .hasMessage("has no folder for 'no/no.txt'")
        .isNotInstanceOf(HubException.class);
  }
}
