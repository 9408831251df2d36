package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubOption;
import io.twinhub.bootstrap.config.TrustFiles;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the settings that make the clients of a shell trust the hub. */
@Command(
    name = "env",
    description = {
      "Prints the variables that make Node, Python, Java and curl trust the running hub.",
      "Use: eval \"$(twinhub env)\""
    })
public final class EnvCommand implements Runnable {
  /** The shells whose syntax is supported. */
  enum Shell {
    /** Bash and all shells with its syntax. */
    bash,
    /** PowerShell, on any system. */
    powershell
  }

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--shell",
      paramLabel = "bash|powershell",
      defaultValue = "bash",
      description = "Whose syntax. Default: ${DEFAULT-VALUE}.")
  private Shell shell = Shell.bash;

  @Mixin
  private HubOption hub = new HubOption();

  @Override
  public void run() {
    TrustFiles trust = hub.hubs().local().trust();
    PrintWriter out = spec.commandLine().getOut();
    variables(trust).forEach((name, value) -> out.println(line(name, value)));
    out.flush();
  }

  private static Map<String, String> variables(TrustFiles trust) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("NODE_EXTRA_CA_CERTS", trust.ca().toString());
    variables.put("REQUESTS_CA_BUNDLE", trust.bundle().toString());
    variables.put("SSL_CERT_FILE", trust.bundle().toString());
    variables.put("CURL_CA_BUNDLE", trust.bundle().toString());
    variables.put(
        "JAVA_TOOL_OPTIONS",
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(trust.javaStore(), TrustFiles.STORE_PASSWORD));
    return variables;
  }

  private String line(String name, String value) {
    return switch (shell) {
      case bash -> "export %s='%s'".formatted(name, value.replace("'", "'\\''"));
      case powershell -> "$env:%s = '%s'".formatted(name, value.replace("'", "''"));
    };
  }
}
