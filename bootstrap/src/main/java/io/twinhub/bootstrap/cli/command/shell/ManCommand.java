package io.twinhub.bootstrap.cli.command.shell;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page, which is made of the help of all commands. */
@Command(
    name = "man",
    description = {
      "Prints the manual page, in the format of man.",
      "Read it with: twinhub man > twinhub.1 && man ./twinhub.1"
    })
public final class ManCommand implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine program = spec.root().commandLine();
    StringBuilder page = new StringBuilder();
    String[] description = program.getCommandSpec().usageMessage().description();
    page.append(
        ".TH TWINHUB 1 \"\" \"%s\"%n".formatted(escaped(program.getCommandSpec().version()[0])));
    page.append(".SH NAME%ntwinhub \\- %s%n".formatted(escaped(description[0])));
    page.append(".SH SYNOPSIS%n.B twinhub%n.I COMMAND%n[OPTIONS]%n".formatted());
    page.append(".SH COMMANDS\n");
    append(page, program);
    PrintWriter out = spec.commandLine().getOut();
    out.print(page);
    out.flush();
  }

  private static void append(StringBuilder page, CommandLine command) {
    page.append(".SS %s%n.nf%n".formatted(escaped(command.getCommandSpec().qualifiedName())));
    command
        .getUsageMessage(Ansi.OFF)
        .lines()
        .map(ManCommand::escaped)
        .forEach(line -> page.append(line).append('\n'));
    page.append(".fi\n");
    command.getSubcommands().values().forEach(sub -> append(page, sub));
  }

  /** A backslash begins a request of roff, as does a dot or an apostrophe at the beginning of a line. */
  private static String escaped(String line) {
    String text = line.replace("\\", "\\e").replace("-", "\\-");
    return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
  }
}
