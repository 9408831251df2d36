package io.twinhub.bootstrap.cli.command.job;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.HubApi;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Manages scheduled jobs of a hub. */
@Command(
    name = "job",
    description = {
      "Manages scheduled jobs: one change or one method call for many devices, now or later.",
      "What became of each device: query -q \"SELECT * FROM devices.jobs WHERE jobId = 'ID'\""
    },
    subcommands = {
      JobCreateCommand.class,
      JobCommand.Show.class,
      JobListCommand.class,
      JobCommand.Cancel.class
    })
public final class JobCommand extends CommandGroup {
  /** The path of jobs in the REST API. */
  static final String JOBS = "/jobs/v2/";

  /** The option that names a job. */
  static final class IdOption {
    @Option(
        names = "--job-id",
        required = true,
        paramLabel = "ID",
        description = "The job; up to 64 characters.")
    private String id = "";

    String id() {
      return id;
    }

    String path() {
      return JOBS + HubApi.segment("--job-id", id);
    }
  }

  @Command(name = "show", description = "Prints a job and how far it has come.")
  static final class Show extends HubCommand {
    @Mixin
    private IdOption job = new IdOption();

    @Override
    public void run() {
      options.print(options.hub().send("GET", job.path(), Optional.empty()).body());
    }
  }

  @Command(name = "cancel", description = "Cancels a job that has not begun.")
  static final class Cancel extends HubCommand {
    @Mixin
    private IdOption job = new IdOption();

    @Override
    public void run() {
      options.print(
          options.hub().send("POST", job.path() + "/cancel", Optional.empty()).body());
    }
  }
}
