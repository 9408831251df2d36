package io.twinhub.local.engine.hub;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file that keeps a hub's policies and their keys, readable by its owner only: {@code
 * {"policies":[{"name","permissions":[…],"primaryKey","secondaryKey"}]}}. If the file cannot be understood,
 * the hub does not start; such a file is never overwritten.
 */
public final class PolicyFile {
  private final Path file;

  /** Names the file, which need not exist yet. */
  public PolicyFile(Path file) {
    this.file = file;
  }

  /** Whether there is a file. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads the policies.
   *
   * @throws IllegalStateException naming the file and what to do, if it cannot be read or understood
   */
  public List<AccessPolicy> read() {
    try {
      return policies(JsonText.parseObject(Files.readAllBytes(file)));
    } catch (IOException | HubException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s). Restore it, or delete it to start with new keys"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<AccessPolicy> policies(JsonObject root) {
    List<AccessPolicy> policies = new ArrayList<>();
    if (!(root.find("policies").orElse(root) instanceof JsonArray entries)) {
      throw new IllegalArgumentException("'policies' is missing or is not an array");
    }
    for (JsonValue entry : entries.elements()) {
      if (!(entry instanceof JsonObject policy)) {
        throw new IllegalArgumentException("a policy must be an object");
      }
      policies.add(policy(policy));
    }
    requireOneOfEach(policies);
    return policies;
  }

  private static void requireOneOfEach(List<AccessPolicy> policies) {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("it contains no policy");
    }
    Set<String> names = new HashSet<>();
    for (AccessPolicy policy : policies) {
      if (!names.add(policy.name())) {
        throw new IllegalArgumentException(
            "policy '%s' occurs more than once".formatted(policy.name()));
      }
    }
  }

  private static AccessPolicy policy(JsonObject policy) {
    String name = text(policy, "name");
    try {
      return new AccessPolicy(
          name,
          permissions(policy),
          new SharedKey(text(policy, DocumentNames.PRIMARY_KEY)),
          new SharedKey(text(policy, DocumentNames.SECONDARY_KEY)));
    } catch (HubException unlawful) {
      throw new IllegalArgumentException(
          "policy '%s': %s".formatted(name, unlawful.error().message()), unlawful);
    }
  }

  private static String text(JsonObject policy, String name) {
    if (policy.find(name).orElse(policy) instanceof JsonString text) {
      return text.value();
    }
    throw new IllegalArgumentException("'%s' is missing or is not a string".formatted(name));
  }

  private static Set<Permission> permissions(JsonObject policy) {
    if (!(policy.find("permissions").orElse(policy) instanceof JsonArray names)) {
      throw new IllegalArgumentException("'permissions' is missing or is not an array");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    names.elements().forEach(name -> permissions.add(permission(name)));
    return permissions;
  }

  private static Permission permission(JsonValue name) {
    return Optional.of(name)
        .flatMap(
            v -> v instanceof JsonString text ? Permission.find(text.value()) : Optional.empty())
        .orElseThrow(() -> new IllegalArgumentException("unknown permission " + name));
  }

  /** Writes all policies or nothing. */
  public void write(List<AccessPolicy> policies) {
    JsonObject root = JsonObject.of(
        "policies", new JsonArray(policies.stream().map(PolicyFile::json).toList()));
    try {
      OwnerOnly.write(file, JsonWriter.pretty(root) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static JsonValue json(AccessPolicy policy) {
    List<JsonValue> permissions = Arrays.stream(Permission.values())
        .filter(policy.permissions()::contains)
        .<JsonValue>map(permission -> new JsonString(permission.azureName()))
        .toList();
    return JsonObject.builder()
        .put("name", policy.name())
        .put("permissions", new JsonArray(permissions))
        .put(DocumentNames.PRIMARY_KEY, policy.primaryKey().base64())
        .put(DocumentNames.SECONDARY_KEY, policy.secondaryKey().base64())
        .build();
  }
}
