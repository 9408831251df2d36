package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.AccessControl;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the admin port serves. */
public final class AdminPages {
  private static final String POLICIES = "/policies";

  private static final String TOKENS = "/tokens";

  private final AccessControl access;
  private final TokenRequests tokens;
  private final List<AdminSection> sections;
  private final BooleanSupplier ready;
  private final Supplier<JsonObject> status;
  private final CertificatePages certificates;
  private final Supplier<AdminAnswer> metrics;

  /**
   * Pages about one hub.
   *
   * @param sections pages for the operator, besides those of this class
   * @param ready whether every listener accepts
   * @param status the hub's status, without secrets
   * @param certificates what clients need to verify its certificate
   * @param metrics what it counts, without secrets
   */
  public AdminPages(
      AccessControl access,
      TokenRequests tokens,
      List<AdminSection> sections,
      BooleanSupplier ready,
      Supplier<JsonObject> status,
      CertificatePages certificates,
      Supplier<AdminAnswer> metrics) {
    this.access = access;
    this.tokens = tokens;
    this.sections = List.copyOf(sections);
    this.ready = ready;
    this.status = status;
    this.certificates = certificates;
    this.metrics = metrics;
  }

  /** Whether a request may reveal keys or change something. */
  boolean isProtected(String method, String path) {
    return !method.equals("GET")
        || path.startsWith(POLICIES)
        || sections.stream().anyMatch(section -> section.serves(path))
        || path.equals(LiveStream.CHANGES);
  }

  AdminAnswer answer(AdminRequest request) {
    if (request.path().equals(POLICIES) || request.path().startsWith(POLICIES + "/")) {
      return policies(request);
    }
    Optional<AdminSection> section =
        sections.stream().filter(one -> one.serves(request.path())).findFirst();
    if (section.isPresent()) {
      return section.get().answer(request);
    }
    if (request.path().equals(TOKENS) && request.method().equals("POST")) {
      return AdminAnswer.json(tokens.make(request));
    }
    if (!request.method().equals("GET")) {
      return AdminAnswer.text(405, "this page answers GET only");
    }
    return switch (request.path()) {
      case "/alive" -> AdminAnswer.json(JsonObject.builder().put("alive", true).build());
      case "/ready" -> readiness();
      case "/status" -> AdminAnswer.json(status.get());
      case "/metrics" -> metrics.get();
      case CertificatePages.AUTHORITY -> certificates.authority();
      case CertificatePages.REVOCATIONS -> certificates.revocations();
      default ->
        AdminAnswer.text(
            404,
            "the pages are /alive /ready /status /metrics /ca.pem /ca.crl /policies /routes /enrichments"
                + " /tokens /snapshots /reset /changes /clock /faults /journal /explorer");
    };
  }

  private AdminAnswer readiness() {
    return ready.getAsBoolean()
        ? AdminAnswer.json(JsonObject.builder().put("ready", true).build())
        : notReady();
  }

  static AdminAnswer notReady() {
    return AdminAnswer.text(503, "not ready");
  }

  private AdminAnswer policies(AdminRequest request) {
    boolean one = request.path().length() > POLICIES.length() + 1;
    String name = one ? request.path().substring(POLICIES.length() + 1) : "";
    return switch (request.method()) {
      case "GET" -> one ? AdminAnswer.json(json(found(name))) : AdminAnswer.json(all());
      case "POST" -> AdminAnswer.json(json(created(request)));
      case "DELETE" -> deleted(name);
      default -> AdminAnswer.text(405, "/policies accepts GET, POST and DELETE");
    };
  }

  private AdminAnswer deleted(String name) {
    if (name.equals(HubFacts.POLICY)) {
      return AdminAnswer.text(
          409,
          "policy '%s' cannot be deleted: the commands on this machine connect with it"
              .formatted(name));
    }
    access.deletePolicy(name);
    return AdminAnswer.nothing();
  }

  private AccessPolicy found(String name) {
    return access
        .findPolicy(name)
        .orElseThrow(() -> new HubException(AccessError.noSuchPolicy(name)));
  }

  private JsonValue all() {
    return JsonArray.of(access.policies(), AdminPages::json);
  }

  private AccessPolicy created(AdminRequest request) {
    JsonObject body = JsonText.parseObject(request.body());
    if (!(body.find("name").orElse(body) instanceof JsonString name)) {
      throw new HubException(RequestError.missing("'name' is missing or is not a string"));
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    if (body.find("permissions").orElse(body) instanceof JsonArray names) {
      names.elements().forEach(permission -> permissions.add(permission(permission)));
    }
    return access.createPolicy(name.value(), permissions);
  }

  private static Permission permission(JsonValue name) {
    return Optional.of(name)
        .flatMap(
            v -> v instanceof JsonString text ? Permission.find(text.value()) : Optional.empty())
        .orElseThrow(() -> new HubException(RequestError.invalid("unknown permission " + name)));
  }

  private static JsonObject json(AccessPolicy policy) {
    List<JsonValue> permissions = Arrays.stream(Permission.values())
        .filter(policy.permissions()::contains)
        .<JsonValue>map(permission -> new JsonString(permission.azureName()))
        .toList();
    return JsonObject.builder()
        .put("keyName", policy.name())
        .put("rights", new JsonArray(permissions))
        .put(DocumentNames.PRIMARY_KEY, policy.primaryKey().base64())
        .put(DocumentNames.SECONDARY_KEY, policy.secondaryKey().base64())
        .build();
  }
}
