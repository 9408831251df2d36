package io.twinhub.architecture;

import java.util.List;

/**
 * The packages that the rules speak of. A rule about a package that is gone passes for ever, so the
 * rules take every name from here, and {@link PackagesTest} looks for each in the production classes.
 */
final class Packages {
  static final String ROOT = "io.twinhub";

  static final String DOMAIN = "io.twinhub.domain";
  static final String DOMAIN_DOCUMENT = "io.twinhub.domain.document";
  static final String DOMAIN_ERROR = "io.twinhub.domain.error";
  static final String DOMAIN_IDENTITY = "io.twinhub.domain.identity";
  static final String DOMAIN_JSON = "io.twinhub.domain.json";
  static final String DOMAIN_QUERY = "io.twinhub.domain.query";

  static final String APPLICATION = "io.twinhub.application";
  static final String PORT_IN = "io.twinhub.application.port.in";
  static final String PORT_OUT = "io.twinhub.application.port.out";
  static final String JSON_TEXT = "io.twinhub.application.json";
  static final String QUERY_ENGINE = "io.twinhub.application.port.out.QueryEngine";
  static final String QUERY_EXPLANATIONS = "io.twinhub.application.port.out.QueryExplanations";

  static final String AZURE = "io.twinhub.azure";

  static final String MQTT_CLIENT = "io.twinhub.azure.mqtt";
  static final String AMQP_CLIENT = "io.twinhub.azure.amqp";

  static final String LOCAL = "io.twinhub.local";
  static final String ENGINE = "io.twinhub.local.engine";
  static final String JOURNAL = "io.twinhub.local.engine.journal";
  static final String QUERY_LANGUAGE = "io.twinhub.local.engine.query";
  static final String FRONTEND = "io.twinhub.local.frontend";
  static final String AMQP_ENGINE = "io.twinhub.local.frontend.amqp.proton";

  static final String BOOTSTRAP = "io.twinhub.bootstrap";
  static final String MCP = "io.twinhub.bootstrap.mcp.protocol";
  static final String WIRING = "io.twinhub.bootstrap.wiring";

  /** Every package with classes of its own; those above that are not here only hold others. */
  static final List<String> ALL = List.of(
      DOMAIN_DOCUMENT,
      DOMAIN_ERROR,
      DOMAIN_IDENTITY,
      DOMAIN_JSON,
      "io.twinhub.domain.twin",
      "io.twinhub.domain.twin.property",
      "io.twinhub.domain.change",
      "io.twinhub.domain.configuration",
      "io.twinhub.domain.digitaltwin",
      "io.twinhub.domain.transfer",
      "io.twinhub.domain.message",
      "io.twinhub.domain.message.event",
      "io.twinhub.domain.operation",
      "io.twinhub.domain.fault",
      "io.twinhub.domain.tier",
      "io.twinhub.domain.job",
      "io.twinhub.domain.route",
      "io.twinhub.domain.message.method",
      "io.twinhub.domain.message.queue",
      DOMAIN_QUERY,
      "io.twinhub.domain.access",
      PORT_IN,
      "io.twinhub.application.port.in.fleet",
      PORT_OUT,
      "io.twinhub.application.document",
      JSON_TEXT,
      "io.twinhub.application.twin",
      "io.twinhub.application.configuration",
      "io.twinhub.application.identity",
      "io.twinhub.application.query",
      "io.twinhub.application.device",
      "io.twinhub.application.fleet",
      "io.twinhub.application.rollout",
      "io.twinhub.application.retry",
      "io.twinhub.application.job",
      "io.twinhub.application.message",
      "io.twinhub.application.operation",
      "io.twinhub.application.inprocess",
      "io.twinhub.application.hint",
      "io.twinhub.application.transfer",
      AZURE,
      "io.twinhub.azure.device",
      "io.twinhub.azure.events",
      "io.twinhub.azure.messages",
      "io.twinhub.azure.rest",
      MQTT_CLIENT,
      AMQP_CLIENT,
      "io.twinhub.azure.wire",
      "io.twinhub.local.engine.hub",
      "io.twinhub.local.engine.snapshot",
      "io.twinhub.local.engine.writer",
      "io.twinhub.local.engine.alarm",
      "io.twinhub.local.engine.jobs",
      "io.twinhub.local.engine.methods",
      "io.twinhub.local.engine.events",
      "io.twinhub.local.engine.routes",
      "io.twinhub.local.engine.operation",
      "io.twinhub.local.engine.measure",
      "io.twinhub.local.engine.fault",
      "io.twinhub.local.engine.throttle",
      "io.twinhub.local.engine.transfer",
      "io.twinhub.local.engine.transfer.container",
      "io.twinhub.local.engine.messages",
      "io.twinhub.local.engine.rows",
      "io.twinhub.local.engine.configurations",
      "io.twinhub.local.engine.compact",
      "io.twinhub.local.engine.compact.bytes",
      "io.twinhub.local.engine.compact.record",
      "io.twinhub.local.engine.compact.text",
      JOURNAL,
      QUERY_LANGUAGE,
      "io.twinhub.local.engine.query.ast",
      "io.twinhub.local.engine.query.parse",
      "io.twinhub.local.engine.query.check",
      "io.twinhub.local.engine.query.plan",
      "io.twinhub.local.engine.query.value",
      "io.twinhub.local.frontend.access",
      "io.twinhub.local.frontend.wire",
      "io.twinhub.local.frontend.net",
      "io.twinhub.local.frontend.net.log",
      "io.twinhub.local.frontend.net.tls",
      "io.twinhub.local.frontend.twin",
      "io.twinhub.local.frontend.telemetry",
      "io.twinhub.local.frontend.mqtt",
      "io.twinhub.local.frontend.amqp",
      "io.twinhub.local.frontend.amqp.events",
      "io.twinhub.local.frontend.amqp.frame",
      "io.twinhub.local.frontend.amqp.link",
      "io.twinhub.local.frontend.amqp.message",
      "io.twinhub.local.frontend.amqp.session",
      AMQP_ENGINE,
      "io.twinhub.local.frontend.https",
      "io.twinhub.local.frontend.https.route",
      "io.twinhub.local.frontend.https.route.fleet",
      "io.twinhub.local.frontend.https.server",
      "io.twinhub.local.frontend.https.websocket",
      "io.twinhub.local.files",
      "io.twinhub.local.tls",
      "io.twinhub.bootstrap.cli",
      "io.twinhub.bootstrap.cli.command",
      "io.twinhub.bootstrap.cli.command.configuration",
      "io.twinhub.bootstrap.cli.command.event",
      "io.twinhub.bootstrap.cli.command.fleet",
      "io.twinhub.bootstrap.cli.command.route",
      "io.twinhub.bootstrap.cli.command.fault",
      "io.twinhub.bootstrap.cli.option.start",
      "io.twinhub.bootstrap.cli.command.job",
      "io.twinhub.bootstrap.cli.command.message",
      "io.twinhub.bootstrap.cli.command.identity",
      "io.twinhub.bootstrap.cli.command.shell",
      "io.twinhub.bootstrap.cli.command.twin",
      "io.twinhub.bootstrap.cli.edit",
      "io.twinhub.bootstrap.cli.jmespath",
      "io.twinhub.bootstrap.cli.option",
      "io.twinhub.bootstrap.cli.option.az",
      "io.twinhub.bootstrap.cli.option.choice",
      "io.twinhub.bootstrap.cli.option.start",
      "io.twinhub.bootstrap.cli.print",
      "io.twinhub.bootstrap.cli.remote",
      "io.twinhub.bootstrap.sql",
      "io.twinhub.bootstrap.fleet",
      "io.twinhub.bootstrap.config",
      WIRING,
      "io.twinhub.bootstrap.waiting",
      "io.twinhub.bootstrap.testing",
      "io.twinhub.bootstrap.loopback",
      "io.twinhub.bootstrap.live",
      "io.twinhub.bootstrap.simulation",
      "io.twinhub.bootstrap.explorer",
      "io.twinhub.bootstrap.explorer.group",
      "io.twinhub.bootstrap.explorer.twin",
      "io.twinhub.bootstrap.explorer.server",
      "io.twinhub.bootstrap.cli.command.explorer",
      "io.twinhub.bootstrap.metrics",
      "io.twinhub.bootstrap.mcp",
      MCP,
      "io.twinhub.bootstrap.mcp.tool",
      "io.twinhub.bootstrap.archive",
      "io.twinhub.bootstrap.admin");

  private Packages() {}

  /** The pattern that ArchUnit reads as: this package and all beneath it. */
  static String tree(String name) {
    return name + "..";
  }
}
