package io.twinhub.bootstrap.fleet;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.RoutingDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.route.Routing;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.routes.RouteTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a seed: YAML or JSON with {@code policies}, {@code routing} and {@code devices}, each device in the
 * form of an exported line, with its {@code modules} nested in it. A file whose name ends in {@code .jsonl}
 * is read as an export. The whole file is checked, with the hub's rules for twins, before any of it takes
 * effect.
 */
public final class SeedFile {
  private static final String EXPORTED = ".jsonl";
  private static final String ROUTING = "routing";
  private static final TwinRoot ANY_ROOT = new TwinRoot(
      IdentityEtag.of(1),
      DeviceStatus.ENABLED,
      Optional.empty(),
      Identity.NEVER,
      new TwinRoot.Credentials(Authentication.Sas.TYPE, Optional.empty(), Optional.empty()),
      ConnectionState.NEVER,
      false,
      Optional.empty(),
      List.of(),
      Optional.empty());

  private final TwinRules rules;
  private final List<Seed.Policy> policies = new ArrayList<>();
  private final List<FleetMember> members = new ArrayList<>();
  private final Set<TwinAddress> seen = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private Optional<Routing> routing = Optional.empty();

  private SeedFile(TwinRules rules) {
    this.rules = rules;
  }

  /**
   * Reads a file.
   *
   * @param rules what the hub lets into its twins
   * @throws FileProblem naming the file, line and path of the first mistake
   */
  public static Seed read(Path file, TwinRules rules) {
    if (file.toString().endsWith(EXPORTED)) {
      return new Seed(List.of(), Optional.empty(), FleetFile.open(file, Redaction.NONE));
    }
    YamlText text = parsed(file);
    SeedFile seed = new SeedFile(rules);
    try {
      seed.read(text.value());
    } catch (HubException mistake) {
      String message = mistake.error().message();
      throw new FileProblem("%s:%d: %s".formatted(file, text.lineOf(message), message));
    }
    return new Seed(seed.policies, seed.routing, new ListedFleet(seed.members));
  }

  private static YamlText parsed(Path file) {
    try {
      return YamlText.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new FileProblem("cannot read %s: it is not UTF-8 text".formatted(file));
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    } catch (YamlText.Problem mistake) {
      throw new FileProblem("%s:%d: %s".formatted(file, mistake.line(), mistake.text()));
    }
  }

  private void read(JsonValue document) {
    if (!(document instanceof JsonObject root)) {
      throw Members.exactly("", JsonObject.EMPTY)
          .invalid("a seed", "holds policies, routing and devices");
    }
    Members fields = Members.exactly("", root);
    fields.requireKnown(Set.of("devices", "policies", ROUTING));
    routing = fields.object(ROUTING).map(SeedFile::routing);
    fields.objects("policies").forEach(this::policy);
    fields.objects("devices").forEach(this::device);
  }

  /** The routes, with conditions that the hub will accept. */
  private static Routing routing(Members fields) {
    Routing routing = RoutingDocument.routing(fields);
    RouteTable table = RouteTable.initial(RouteTable.HUB_NAME_DEFAULT);
    fields
        .objects("routes")
        .forEach(route ->
            checked(route, () -> table.change(now -> now.with(RoutingDocument.route(route)))));
    return routing;
  }

  private void policy(Members fields) {
    fields.requireKnown(
        Set.of("name", "permissions", DocumentNames.PRIMARY_KEY, DocumentNames.SECONDARY_KEY));
    String name = fields.filledText("name").orElseThrow(() -> fields.invalid("name", "is missing"));
    if (!names.add(name)) {
      throw fields.invalid("name", "'%s' occurs a second time".formatted(name));
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String text : fields.texts("permissions")) {
      permissions.add(Permission.find(text)
          .orElseThrow(() -> fields.invalid(
              "permissions",
              "'%s' is not one of %s"
                  .formatted(text, String.join(", ", Permission.azureNames())))));
    }
    Seed.Policy policy = new Seed.Policy(
        name,
        permissions,
        key(fields, DocumentNames.PRIMARY_KEY),
        key(fields, DocumentNames.SECONDARY_KEY));
    checked(fields, () -> requireLawful(policy));
    policies.add(policy);
  }

  private static void requireLawful(Seed.Policy policy) {
    SharedKey any = SharedKey.of(new byte[SharedKey.BYTES_MIN]);
    var unused = policy.with(() -> any);
  }

  private static Optional<SharedKey> key(Members fields, String name) {
    return fields.filledText(name).map(text -> {
      try {
        SharedKey key = new SharedKey(text);
        key.requireLawful();
        return key;
      } catch (HubException noKey) {
        throw new HubException(RequestError.invalid(
            "%s.%s: %s".formatted(fields.path(), name, noKey.error().message())));
      }
    });
  }

  private void device(Members fields) {
    add(fields.with(fields.object().without("modules")));
    String id = fields.filledText(DocumentNames.DEVICE_ID).orElse("");
    for (Members module : fields.objects("modules")) {
      if (module.filledText(DocumentNames.MODULE_ID).isEmpty()) {
        throw module.invalid(DocumentNames.MODULE_ID, "is missing");
      }
      add(module.with(module.object().with(DocumentNames.DEVICE_ID, new JsonString(id))));
    }
  }

  private void add(Members fields) {
    checked(fields, () -> {
      FleetMember member = FleetDocument.member(fields);
      if (!seen.add(member.address())) {
        throw fields.invalid(
            DocumentNames.DEVICE_ID, "%s occurs a second time".formatted(member.address()));
      }
      requireLawful(member.address(), member.content());
      members.add(member);
    });
  }

  /** What the hub would refuse is refused here, before anything is written. */
  private void requireLawful(TwinAddress address, TwinContent content) {
    TwinReplacement replacement =
        new TwinReplacement(Optional.of(content.tags()), Optional.of(content.desired()));
    Twin twin = Twin.created(address, ANY_ROOT)
        .replaced(replacement, IfMatch.any(), Instant.EPOCH, rules)
        .after();
    var unused = twin.reported(ReportedPatch.of(content.reported()), Instant.EPOCH, rules);
  }

  /** Prefixes a refusal with the path of the entry, if the check did not know that path. */
  private static void checked(Members fields, Runnable check) {
    try {
      check.run();
    } catch (HubException mistake) {
      String message = mistake.error().message();
      throw message.startsWith(fields.path())
          ? mistake
          : new HubException(RequestError.invalid(fields.path() + " " + message));
    }
  }
}
