package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are used wrongly end with 2 and say what is wrong, before any hub is looked for. */
class WrongUsageTest {
  private static final String LOGIN =
      "HostName=127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==";

  @TempDir
  private Path folder;

  private static void assertUsage(Ran ran, String firstLine) {
    assertThat(ran.err().lines().findFirst()).contains(firstLine);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      device-twin           | twinhub: give one of: list, replace, show, update
      policy                | twinhub: give one of: create, delete, list, show
      module-identity       | twinhub: give one of: connection-string, create, delete, list, renew-key, show, update
      connection-string     | twinhub: give one of: show
      device                | twinhub: give one of: c2d-message, send-d2c-message, simulate
      device send-d2c-message --data x | twinhub: Missing required option: '--device-id=ID'
      device send-d2c-message -d a/b | twinhub: --device-id: an id cannot contain a slash: a/b
      device send-d2c-message -d d -m a/b | twinhub: --module-id: an id cannot contain a slash: a/b
      device send-d2c-message -d d --mc 0 | twinhub: --msg-count: at least 1
      device send-d2c-message -d d --mi -1 | twinhub: --msg-interval: at least 0
      device send-d2c-message -d d --mc many | twinhub: --msg-count: 'many' is not a whole number
      device send-d2c-message -d d -p kind | twinhub: --props: 'kind' is not NAME=VALUE; write "name=value;other=value"
      device send-d2c-message -d d -p $.x=1 | twinhub: --props: '$.x' is not one of $.mid, $.cid, $.uid, $.to, $.ct, $.ce, $.exp, $.ctime, $.schema, $.sub, $.ifid
      device send-d2c-message -d d --dfp nowhere | twinhub: --data-file-path: cannot read nowhere
      device send-d2c-message -d d --dfp pom.xml --da x | twinhub: --data and --data-file-path exclude each other
      device simulate -d d --mc -1 | twinhub: --msg-count: at least 0
      device simulate -d d --mi -1 | twinhub: --msg-interval: at least 0
      device simulate -d d --mrc ok | twinhub: --method-response-code: 'ok' is not a whole number
      device simulate -d d --mrp {a | twinhub: --method-response-payload: not JSON: line 1, column 2: expected a name in double quotes, found 'a': {a
      device simulate -d d --irp @nowhere | twinhub: --init-reported-properties: cannot read nowhere
      monitor-events --timeout -1 | twinhub: --timeout: at least 0
      monitor-events --timeout soon | twinhub: --timeout: 'soon' is not a whole number
      monitor-events --mc 0 | twinhub: --message-count: at least 1
      monitor-events --et soon | twinhub: --enqueued-time: 'soon' is not a time; write milliseconds since 1970, or 2030-01-31T12:00:00Z
      monitor-events -p some | twinhub: --properties: 'some' is not one of all, app, anno, sys
      monitor-events -o xml | twinhub: --output: 'xml' is not one of json, lines
      monitor-events --events Endpoint=sb://h/;EntityPath=e | twinhub: --events: not an Event Hubs-compatible connection string: it lacks SharedAccessKeyName and SharedAccessKey; one looks like Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…, and 'az iot hub connection-string show --default-eventhub' prints it of a hub of Azure, 'twinhub connection-string show --default-eventhub' of a Twinhub
      device c2d-message    | twinhub: give one of: abandon, complete, purge, receive, reject, send
      device c2d-message send -d d --ack all | twinhub: --ack: 'all' is not one of none, positive, negative, full
      device c2d-message send -d d -w | twinhub: --wait: say with --ack what to wait for: positive, negative or full
      device c2d-message send -d d -w --ack none | twinhub: --wait: say with --ack what to wait for: positive, negative or full
      device c2d-message send -d d --props kind | twinhub: --props: 'kind' is not NAME=VALUE; write "name=value;other=value"
      device c2d-message send -d d --props =1 | twinhub: --props: '=1' is not NAME=VALUE; write "name=value;other=value"
      device c2d-message send -d d --expiry soon | twinhub: --expiry-time-utc: 'soon' is not a time; write milliseconds since 1970, or 2030-01-31T12:00:00Z
      device c2d-message send -d d --expiry 0 | twinhub: --expiry-time-utc: 1970-01-01T00:00:00Z is in the past
      device c2d-message send -d d --expiry 2020-01-01t00:00:00z | twinhub: --expiry-time-utc: 2020-01-01T00:00:00Z is in the past
      device c2d-message send -d d --ce gzip | twinhub: --content-encoding: 'gzip' is no encoding of text; give the bytes with --data-file-path
      device c2d-message send -d d --ce a_b:c! | twinhub: --content-encoding: 'a_b:c!' is no encoding of text; give the bytes with --data-file-path
      device c2d-message send -d d --dfp nowhere | twinhub: --data-file-path: cannot read nowhere
      device c2d-message send -d d --dfp pom.xml --data x | twinhub: --data and --data-file-path exclude each other
      device c2d-message send -d a/b | twinhub: --device-id: an id cannot contain a slash: a/b
      device c2d-message send --data x | twinhub: Missing required option: '--device-id=ID'
      device c2d-message receive -d d --complete --reject | twinhub: --complete, --abandon and --reject exclude each other
      device c2d-message receive -d d --lt soon | twinhub: --lock-timeout: 'soon' is not a whole number
      device c2d-message complete -d d | twinhub: Missing required option: '--etag=ETAG'
      device c2d-message abandon -d d -e "" | twinhub: --etag: it is empty
      invoke-device-method -d a | twinhub: Missing required option: '--method-name=NAME'
      invoke-device-method -d a --mn m --timeout soon -l x | twinhub: --timeout: 'soon' is not a whole number
      invoke-device-method -d a --mn m --mp {a:1} | twinhub: --method-payload: not JSON: line 1, column 2: expected a name in double quotes, found 'a': {a:1}
      show-connection-string -n h | twinhub: there is no command 'show-connection-string': write 'twinhub connection-string show'
      job create --job-id j --job-type scheduleUpdateTwin -q * | twinhub: --twin-patch is missing, which scheduleUpdateTwin needs
      job create --job-id j --job-type scheduleDeviceMethod -q * | twinhub: --method-name is missing, which scheduleDeviceMethod needs
      job create --job-id j --job-type export -q * | twinhub: --job-type: 'export' is neither scheduleUpdateTwin nor scheduleDeviceMethod
      start --job-rate 0    | twinhub: --job-rate: 0 is below 1
      iot hub query -q x    | twinhub: there is no command 'iot': leave out 'iot hub', and of 'iot device' the 'iot'
      device-identity export | twinhub: Missing required option: '--blob-container-uri=URI'
      device-identity export --bcu x | twinhub: --blob-container-uri: must begin with https://, http:// or file:///
      device-identity import --ibcu file:///a | twinhub: Missing required option: '--output-blob-container-uri=URI'
      digital-twin update -d a | twinhub: Missing required option: '--json-patch=JSON'
      digital-twin update -d a --jp {a:1} | twinhub: --json-patch: not JSON: line 1, column 2: expected a name in double quotes, found 'a': {a:1}
      start --transfer-folder nowhere | twinhub: --transfer-folder: 'nowhere' is not a folder
      digital-twin invoke-command -d a | twinhub: Missing required option: '--command-name=NAME'
      digital-twin show -d a/b | twinhub: --device-id: an id cannot contain a slash: a/b
      device-identity statistics | twinhub: There is no command or argument 'statistics'
      sql -q x x            | twinhub: queries are given both with -q and without
      query -q @nowhere     | twinhub: --query-command: cannot read nowhere
      frobnicate            | twinhub: There is no command or argument 'frobnicate'
      device-identity show  | twinhub: Missing required option: '--device-id=ID'
      module-twin show -d a | twinhub: Missing required option: '--module-id=ID'
      query                 | twinhub: Missing required option: '--query-command=SQL'
      device-twin show --devise a | twinhub: Unknown options: '--devise', 'a'
      device-identity list --top 0 | twinhub: --top: at least 1, or -1 for all
      device-twin list --top -2 | twinhub: --top: at least 1, or -1 for all
      module-identity list -d a --top 0 | twinhub: --top: at least 1, or -1 for all
      device-identity update -d a | twinhub: say what to change; --help lists the options
      module-identity update -d a -m b | twinhub: say what to change; --help lists the options
      query -q x --top 0    | twinhub: --top: at least 1, or -1 for all
      query -q x x          | twinhub: two queries are given, one with -q and one without
      device-twin update -d a --set        | twinhub: Missing required parameter for option '--set' (PATH=VALUE)
      device-twin update -d a --set x      | twinhub: --set: 'x' is not PATH=VALUE
      device-twin update -d a --set =1     | twinhub: --set: '' is not a path; write tags.location.region, or rooms[0].name
      device-identity update -d a --add x  | twinhub: --add: say what to add to x
      device-identity update -d a --remove x 1 2 | twinhub: --remove: give a path, or a path and an index
      device-identity renew-key -d a --kt x | twinhub: --key-type: 'x' is not one of primary, secondary, both, swap
      device-identity children remove -d a | twinhub: give either --child-list or --remove-all
      device-identity children remove -d a --cl b -a | twinhub: give either --child-list or --remove-all
      generate-sas-token -m b              | twinhub: --module-id: name its device with --device-id
      generate-sas-token --du 0            | twinhub: --duration: at least 1
      generate-sas-token --cs x            | twinhub: --connection-string: it lacks HostName; one looks like HostName=…;DeviceId=…;SharedAccessKey=…
      generate-sas-token --cs HostName=h;SharedAccessKey=?;DeviceId=d | twinhub: --connection-string: the SharedAccessKey is not base64 of a key
      generate-sas-token --cs HostName=h;SharedAccessKey=MTIz | twinhub: --connection-string: it lacks DeviceId; one looks like HostName=…;DeviceId=…;SharedAccessKey=…
      query -q x --query [?x=1]            | twinhub: --query: not JMESPath: equality is written ==
      device-identity create -d a --query foo(@) | twinhub: --query: not JMESPath: unknown function: foo
      query -q x --top many | twinhub: --top: 'many' is not a whole number
      query -q x -o xml     | twinhub: --output: 'xml' is not one of json, jsonc, table, tsv, yaml, yamlc, none, value
      device-twin show -d a --bad | twinhub: Unknown option: '--bad'
      env --shell fish      | twinhub: --shell: 'fish' is not one of bash, powershell
      wait --timeout soon   | twinhub: --timeout: 'soon' is not a duration; write 500ms, 10s, 2m or 1h
      token create --role Owner | twinhub: --role: 'Owner' is not one of IoT Hub Data Contributor, IoT Hub Data Reader, IoT Hub Registry Contributor, IoT Hub Twin Contributor
      token create --expires-in 169h | twinhub: --expires-in: a token is valid for 1s to 168h
      token create --expires-in 1ms | twinhub: --expires-in: a token is valid for 1s to 168h
      start --entra-keys k.json | twinhub: --entra-keys and --entra-issuer belong together
      start --entra-issuer https://sts/ | twinhub: --entra-keys and --entra-issuer belong together
      start --entra-audience x | twinhub: --entra-keys and --entra-issuer belong together
      start --https-port 70000 | twinhub: --https-port: 70000 is not a port; ports are 0 to 65535
      start --mqtt-port -1  | twinhub: --mqtt-port: -1 is not a port; ports are 0 to 65535
      start --events-port 70000 | twinhub: --events-port: 70000 is not a port; ports are 0 to 65535
      start --partitions 1 | twinhub: --partitions: 1 partitions are not possible; a hub has 2 to 32
      start --partitions 33 | twinhub: --partitions: 33 partitions are not possible; a hub has 2 to 32
      start --retention soon | twinhub: --retention: 'soon' is not a retention; write an age such as 12h or 3d, a size such as 512MB or 2GB, or both, as in 3d,2GB
      start --retention 3d, | twinhub: --retention: '3d,' is not a retention; write an age such as 12h or 3d, a size such as 512MB or 2GB, or both, as in 3d,2GB
      start --retention 1d,2d | twinhub: --retention: '1d,2d' is not a retention; write an age such as 12h or 3d, a size such as 512MB or 2GB, or both, as in 3d,2GB
      start --retention 1MB,2GB | twinhub: --retention: '1MB,2GB' is not a retention; write an age such as 12h or 3d, a size such as 512MB or 2GB, or both, as in 3d,2GB
      start --retention 0s | twinhub: --retention: '0s' would keep nothing
      start --retention 0MB | twinhub: --retention: '0MB' would keep nothing
      start --retention 8d | twinhub: --retention: '8d' is longer than 7 days, the longest retention
      start --consumer-group $default | twinhub: --consumer-group: there is a consumer group '$default' already
      start --consumer-group a --consumer-group A | twinhub: --consumer-group: there is a consumer group 'A' already
      start --consumer-group -a | twinhub: --consumer-group: '-a' is not a name; names have up to 50 letters, digits, '.', '-' and '_', and begin and end with a letter or a digit
      start --amqp-port -1  | twinhub: --amqp-port: -1 is not a port; ports are 0 to 65535
      start --admin-port 65536 | twinhub: --admin-port: 65536 is not a port; ports are 0 to 65535
      start --in-memory --data x | twinhub: --data and --in-memory exclude each other
      start --token-leeway soon | twinhub: --token-leeway: 'soon' is not a duration; write 500ms, 10s, 2m or 1h
      start --query-lag 2s  | twinhub: --query-lag: '2s': a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m
      start --query-lag fixed:1000s --in-memory --https-port 70000 | twinhub: --https-port: 70000 is not a port; ports are 0 to 65535
      start --query-lag fixed:31m | twinhub: --query-lag: 'fixed:31m': a lag is at most 30m
      start --arrays maybe  | twinhub: --arrays: 'maybe' is not one of refuse, allow
      """)
  void is_told_in_one_line(String arguments, String message) {
    assertUsage(Ran.twinhub(arguments.strip().split(" +")), message);
  }

  @ParameterizedTest
  @CsvSource({
    "strat, twinhub start",
    "statsu, twinhub status",
    "qurey, twinhub query",
    "device-twin shwo, twinhub device-twin show"
  })
  void a_command_that_is_one_slip_away_is_named(String arguments, String meant) {
    assertThat(Ran.twinhub(arguments.split(" ")).err().lines().skip(1).findFirst())
        .contains("Did you mean: " + meant + "?");
  }

  @Test
  void an_id_that_would_lead_to_another_address() {
    assertUsage(
        Ran.twinhub("module-twin", "show", "-d", "a", "-m", "b/c", "--login", LOGIN),
        "twinhub: --module-id: an id cannot contain a slash: b/c");
    assertUsage(
        Ran.twinhub("device-identity", "create", "-d", "a/b", "--login", LOGIN),
        "twinhub: --device-id: an id cannot contain a slash: a/b");
  }

  @Test
  void the_way_to_the_help_is_shown() {
    assertThat(Ran.twinhub("query", "-q", "x", "--top", "0").err())
        .isEqualTo("twinhub: --top: at least 1, or -1 for all\nTry 'twinhub query --help'.\n");
  }

  @Test
  void names_for_the_certificate_that_are_none() {
    assertUsage(
        Ran.twinhub("start", "--san", "good.example", "bad name"),
        "twinhub: --san: 'bad name' is neither a host name nor an IP address");
  }

  @Test
  void a_connection_string_that_is_none() {
    assertUsage(
        Ran.twinhub("query", "-q", "x", "-l", "HostName=a.b"),
        "twinhub: --login: the connection string lacks SharedAccessKeyName; a service connection"
            + " string looks like HostName=…;SharedAccessKeyName=…;SharedAccessKey=…");
    assertUsage(
        Ran.twinhub("query", "-q", "x", "-l", LOGIN.replace("127.0.0.1:1", "no host")),
        "twinhub: --login: 'no host' is not a host name");
    assertUsage(
        Ran.twinhub("query", "-q", "x", "-l", LOGIN.replace("127.0.0.1:1", "127.0.0.1:65536")),
        "twinhub: --login: '127.0.0.1:65536' is not a host name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "policy list", "policy delete -n x", "connection-string show"})
  void another_hub_where_only_this_one_can_answer(String arguments) {
    assertUsage(
        Ran.twinhub((arguments + " -l " + LOGIN).split(" ")),
        "twinhub: --login: this command works on the hub that runs here only");
  }

  @Test
  void json_that_is_none() {
    assertUsage(
        Ran.twinhub("device-twin", "update", "-d", "a", "-l", LOGIN, "--tags", "{a:1}"),
        "twinhub: --tags: not JSON: line 1, column 2: expected a name in double quotes,"
            + " found 'a': {a:1}");
  }

  @Test
  void of_a_long_text_that_is_no_json_only_the_beginning_is_repeated() {
    String text = "{a:" + "1".repeat(1000);
    assertUsage(
        Ran.twinhub("device-twin", "update", "-d", "a", "-l", LOGIN, "--tags", text),
        "twinhub: --tags: not JSON: line 1, column 2: expected a name in double quotes,"
            + " found 'a': {a:"
            + "1".repeat(157)
            + "…");
  }

  @Test
  void a_query_that_is_empty() {
    String message = "twinhub: --query-command: the query is empty";
    assertUsage(Ran.twinhub("query", "-q", " "), message);
    assertUsage(Ran.twinhub("explain", "-q", ""), message);
    assertUsage(Ran.twinhub("query", "why", "-d", "a", "-q", ""), message);
  }

  @Test
  void a_seed_that_cannot_be_read() {
    Path missing = folder.resolve("missing.yaml");
    assertUsage(
        Ran.twinhub(Twinhub::start, "start", "--in-memory", "--seed", missing.toString()),
        "twinhub: cannot read %s: there is no such file or folder".formatted(missing));
  }

  @Test
  void a_device_authority_that_is_none() {
    Path missing = folder.resolve("missing.pem");
    assertUsage(
        Ran.twinhub(Twinhub::start, "start", "--in-memory", "--device-ca", missing.toString()),
        "twinhub: --device-ca: cannot read a certificate from " + missing);
  }

  @Test
  void a_file_that_is_not_there() {
    Path missing = folder.resolve("missing.json");
    assertUsage(
        Ran.twinhub("device-twin", "replace", "-d", "a", "-l", LOGIN, "--json", missing.toString()),
        "twinhub: --json: '%s' is neither a JSON object nor the name of a file".formatted(missing));
    assertUsage(
        Ran.twinhub("device-twin", "update", "-d", "a", "-l", LOGIN, "--desired", "@" + missing),
        "twinhub: --desired: cannot read " + missing);
  }

  @Test
  void a_write_of_nothing() {
    assertUsage(
        Ran.twinhub("device-twin", "update", "-d", "a", "-l", LOGIN),
        "twinhub: give at least one of --tags, --desired, --json, --set, --add and --remove");
  }

  @Test
  void a_thumbprint_that_is_missing() {
    assertUsage(
        Ran.twinhub("device-identity", "create", "-d", "a", "--am", "x509_thumbprint", "-l", LOGIN),
        "twinhub: x509_thumbprint needs --primary-thumbprint");
  }

  @Test
  void a_hub_that_is_not_there_is_another_matter() {
    Ran ran = Ran.twinhub("device-twin", "show", "-d", "a", "-l", LOGIN);
    assertThat(ran)
        .isEqualTo(
            new Ran(3, "", "twinhub: no hub reached at 127.0.0.1:1: the connection was refused\n"));
  }
}
