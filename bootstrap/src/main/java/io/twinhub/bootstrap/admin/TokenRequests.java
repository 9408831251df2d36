package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.access.Role;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.frontend.access.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes bearer tokens for the hub's operator. The body of a request is {@code {"name", "roles": […],
 * "seconds"}}.
 */
public final class TokenRequests {
  /** The longest lifetime of a token: a week, so that no token outlasts a test run by much. */
  public static final Duration LIFE_MAX = Duration.ofDays(7);

  private final TokenSigner signer;
  private final InstantSource clock;

  /** Makes tokens with {@code signer}. */
  public TokenRequests(TokenSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  JsonObject make(AdminRequest request) {
    JsonObject body = JsonText.parseObject(request.body());
    if (!(body.find("name").orElse(body) instanceof JsonString name)) {
      throw new HubException(RequestError.missing("'name' is missing or is not a string"));
    }
    Duration life = life(body);
    String token = signer.token(name.value(), roles(body), clock.instant(), life);
    return JsonObject.of("accessToken", new JsonString(token));
  }

  private static Duration life(JsonObject body) {
    if (body.find("seconds").orElse(body) instanceof JsonNumber seconds
        && seconds.isLong()
        && seconds.longValue() > 0
        && seconds.longValue() <= LIFE_MAX.toSeconds()) {
      return Duration.ofSeconds(seconds.longValue());
    }
    throw new HubException(
        RequestError.invalid("'seconds' must be a whole number from 1 to " + LIFE_MAX.toSeconds()));
  }

  private static List<String> roles(JsonObject body) {
    List<String> roles = new ArrayList<>();
    if (body.find("roles").orElse(body) instanceof JsonArray names) {
      names.elements().forEach(name -> roles.add(role(name)));
    }
    return roles;
  }

  private static String role(JsonValue name) {
    if (name instanceof JsonString text) {
      return Role.find(text.value())
          .map(Role::azureName)
          .orElseThrow(() -> new HubException(
              RequestError.invalid("there is no role '%s'".formatted(text.value()))));
    }
    throw new HubException(RequestError.invalid("a role must be a string: " + name));
  }
}
