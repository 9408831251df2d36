package io.twinhub.bootstrap.cli.option.start;

import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that say what the hub logs, and how. */
public final class LogOptions {
  /** What {@code conf/logback.xml} reads: the level of the hub's own lines. */
  static final String LEVEL_PROPERTY = "twinhub.log.level";

  /** What {@code conf/logback.xml} reads: the level of everybody else's lines. */
  static final String ROOT_PROPERTY = "twinhub.log.root";

  /** What {@code conf/logback.xml} reads: the name of an appender. */
  static final String FORMAT_PROPERTY = "twinhub.log.format";

  /** How much is logged. */
  enum Level {
    /** Nothing. */
    OFF,
    /** What fails. */
    ERROR,
    /** What needs attention. */
    WARN,
    /** What is refused, and why. */
    INFO,
    /** What libraries do stays out. */
    DEBUG,
    /** Everything that the hub tells. */
    TRACE
  }

  /** How a line is written. */
  enum Format {
    /** For people. */
    TEXT,
    /** One JSON object on each line. */
    JSON
  }

  @Option(
      names = "--log-level",
      paramLabel = "off|error|warn|info|debug|trace",
      defaultValue = "info",
      description = "How much the hub logs on standard error. Default: ${DEFAULT-VALUE}")
  private Level level = Level.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description =
          "How: lines for people, or one JSON object on each line. Default:" + " ${DEFAULT-VALUE}")
  private Format format = Format.TEXT;

  @Option(
      names = "--quiet",
      description = "Tell nothing but failures: not that the hub is ready, and no refusals.")
  private boolean quiet;

  /** Whether only failures are told. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Sets up logging; later it would be too late, since the first logger reads the settings. */
  public void apply() {
    Level chosen = quiet && level.compareTo(Level.ERROR) > 0 ? Level.ERROR : level;
    // A library's debug lines would hide the hub's own.
    Level others = chosen.compareTo(Level.INFO) > 0 ? Level.INFO : chosen;
    System.setProperty(LEVEL_PROPERTY, chosen.name());
    System.setProperty(ROOT_PROPERTY, others.name());
    System.setProperty(FORMAT_PROPERTY, format.name().toLowerCase(Locale.ROOT));
  }
}
