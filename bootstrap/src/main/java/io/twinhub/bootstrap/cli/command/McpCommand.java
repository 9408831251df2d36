package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.protocol.ToolServer;
import io.twinhub.bootstrap.mcp.tool.Toolbox;
import java.io.InputStream;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves agents, such as those in editors, over standard input and output. */
@Command(
    name = "mcp",
    description = {
      "Lets an agent in your editor work with the hub: a server of the Model Context Protocol",
      "on standard input and output. Your editor starts it; docs/agents.md has the settings.",
      "It may run before the hub does. Agents never see keys."
    })
public final class McpCommand implements Runnable {
  @Mixin
  private HubLogin login = new HubLogin();

  @Option(
      names = "--write",
      description = {
        "Also offer tools that change something: patch twins, create devices, call methods,",
        "send messages, create and restore snapshots. Default: only tools that read."
      })
  private boolean write;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    InputStream in = System.in;
    PrintStream out = System.out;
    // Whatever else is printed must not stand between the messages.
    System.setOut(System.err);
    // The client ends the server, by closing its input or by a signal: both are the usual end.
    Thread end = new Thread(() -> Runtime.getRuntime().halt(ExitCode.DONE), "twinhub-stop");
    Runtime.getRuntime().addShutdownHook(end);
    try (AgentHub hub = new AgentHub(login)) {
      new ToolServer(new Toolbox(hub, write), version()).serve(in, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      System.setOut(out);
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private String version() {
    return spec.version()[0].replaceFirst("^twinhub ", "");
  }
}
