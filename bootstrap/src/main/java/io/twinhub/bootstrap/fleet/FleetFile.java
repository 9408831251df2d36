package io.twinhub.bootstrap.fleet;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The fleet in a file. The file is read once when it is opened, so that a mistake even in its last line is
 * found before anything is written, and again for each stage, so that only one line at a time is in memory.
 */
public final class FleetFile implements FleetSource {
  private final Path file;
  private final Redaction redaction;
  private final Map<Stage, Long> counts = new EnumMap<>(Stage.class);

  private FleetFile(Path file, Redaction redaction) {
    this.file = file;
    this.redaction = redaction;
  }

  /**
   * Opens a file, and checks all of it.
   *
   * @param redaction what is left out of it
   * @throws FileProblem naming the line of the first mistake
   */
  public static FleetFile open(Path file, Redaction redaction) {
    FleetFile fleet = new FleetFile(file, redaction);
    fleet.check();
    return fleet;
  }

  private void check() {
    Set<TwinAddress> seen = new HashSet<>();
    eachLine(line -> {
      FleetMember member = parsed(line);
      if (!seen.add(member.address())) {
        throw problem(line, member.address() + " occurs a second time");
      }
      for (Stage stage : Stage.values()) {
        counts.merge(stage, stage.holds(member) ? 1L : 0L, Long::sum);
      }
    });
  }

  @Override
  public long count(Stage stage) {
    return counts.getOrDefault(stage, 0L);
  }

  @Override
  public Iterable<FleetEntry> members(Stage stage) {
    return () -> new StageEntries(stage);
  }

  private void eachLine(Consumer<FileLines.Line> line) {
    try (FileLines lines = FileLines.open(file)) {
      for (Optional<FileLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        line.accept(next.get());
      }
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private FleetMember parsed(FileLines.Line line) {
    try {
      return redaction.of(
          FleetDocument.member(Members.exactly("", JsonText.parseObject(line.text()))));
    } catch (HubException mistake) {
      throw problem(line, mistake.error().message());
    }
  }

  private FileProblem problem(FileLines.Line line, String text) {
    return new FileProblem("%s:%d: %s".formatted(file, line.number(), text));
  }

  /** The members of one stage, one line at a time. */
  private final class StageEntries implements Iterator<FleetEntry> {
    private final Stage stage;
    private final FileLines lines;
    private Optional<FleetMember> next;

    StageEntries(Stage stage) {
      this.stage = stage;
      try {
        this.lines = FileLines.open(file);
        this.next = advanced();
      } catch (IOException e) {
        throw FileProblem.unreadable(file, e);
      }
    }

    private Optional<FleetMember> advanced() throws IOException {
      for (Optional<FileLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        FleetMember member = parsed(line.get());
        if (stage.holds(member)) {
          return Optional.of(member);
        }
      }
      lines.close();
      return Optional.empty();
    }

    @Override
    public boolean hasNext() {
      return next.isPresent();
    }

    @Override
    public FleetEntry next() {
      FleetMember member = next.orElseThrow();
      try {
        next = advanced();
      } catch (IOException e) {
        throw FileProblem.unreadable(file, e);
      }
      return new FleetEntry(member.address(), () -> Optional.of(member));
    }
  }
}
