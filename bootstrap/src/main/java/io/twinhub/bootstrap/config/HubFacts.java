package io.twinhub.bootstrap.config;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.nio.file.Path;

/**
 * The facts about a running hub: where it listens and how to reach it. They include secrets, so a file with
 * them must be readable by its owner only.
 *
 * @param name the name of the hub, which no other hub on this machine has
 * @param pid the id of the process
 * @param version the product's version
 * @param host the address it listens on
 * @param httpsPort the bound port of HTTPS and WebSockets
 * @param mqttPort the bound port of MQTT
 * @param amqpPort the bound port of AMQP
 * @param adminPort the bound port of the admin pages
 * @param commandsPort the bound port of the REST API without TLS, on 127.0.0.1, for commands on this machine
 * @param events where events are read without TLS
 * @param adminToken the token that the admin port requires
 * @param connectionString the connection string of the policy {@value #POLICY}
 * @param trust the files that make clients trust the hub
 * @param readyMillis how long the start took, in milliseconds
 */
public record HubFacts(
    String name,
    long pid,
    String version,
    String host,
    int httpsPort,
    int mqttPort,
    int amqpPort,
    int adminPort,
    int commandsPort,
    EventsEndpoint events,
    String adminToken,
    String connectionString,
    TrustFiles trust,
    long readyMillis) {
  /** The policy with which commands on this machine connect; the hub does not let it be deleted. */
  public static final String POLICY = "iothubowner";

  /** The connection string for reading events, with the same policy. */
  public String eventsConnectionString() {
    ConnectionString owner = ConnectionString.parse(connectionString);
    return events.connectionString(owner.keyName(), owner.key());
  }

  /** The facts as JSON. */
  public JsonObject json() {
    return JsonObject.builder()
        .put("name", name)
        .put("pid", pid)
        .put("version", version)
        .put("host", host)
        .put("httpsPort", httpsPort)
        .put("mqttPort", mqttPort)
        .put("amqpPort", amqpPort)
        .put("adminPort", adminPort)
        .put("commandsPort", commandsPort)
        .put("eventsHost", events.host())
        .put("eventsPort", events.port())
        .put("eventHub", events.eventHub())
        .put("adminToken", adminToken)
        .put("connectionString", connectionString)
        .put("caFile", trust.ca().toString())
        .put("caBundle", trust.bundle().toString())
        .put("javaTrustStore", trust.javaStore().toString())
        .put("readyMillis", readyMillis)
        .build();
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws IllegalArgumentException if a member is missing or of another type
   */
  public static HubFacts parse(JsonObject json) {
    return new HubFacts(
        text(json, "name"),
        number(json, "pid"),
        text(json, "version"),
        text(json, "host"),
        (int) number(json, "httpsPort"),
        (int) number(json, "mqttPort"),
        (int) number(json, "amqpPort"),
        (int) number(json, "adminPort"),
        (int) number(json, "commandsPort"),
        new EventsEndpoint(
            text(json, "eventsHost"), (int) number(json, "eventsPort"), text(json, "eventHub")),
        text(json, "adminToken"),
        text(json, "connectionString"),
        new TrustFiles(
            Path.of(text(json, "caFile")),
            Path.of(text(json, "caBundle")),
            Path.of(text(json, "javaTrustStore"))),
        number(json, "readyMillis"));
  }

  /** Its name and its process, and no secret. */
  @Override
  public String toString() {
    return "the hub '%s' (process %d)".formatted(name, pid);
  }

  private static String text(JsonObject json, String name) {
    if (json.find(name).orElse(json) instanceof JsonString text) {
      return text.value();
    }
    throw new IllegalArgumentException("'%s' is missing or is not a string".formatted(name));
  }

  private static long number(JsonObject json, String name) {
    if (json.find(name).orElse(json) instanceof JsonNumber number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("'%s' is missing or is not a number".formatted(name));
  }
}
