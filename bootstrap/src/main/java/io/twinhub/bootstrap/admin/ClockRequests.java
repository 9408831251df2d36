package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.engine.alarm.HubClock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * The hub's clock for its operator: {@code GET /clock}, and {@code POST /clock} with {@code {"advance"}}, a
 * duration as ISO 8601 writes it, such as {@code PT1H30M}.
 */
public final class ClockRequests implements AdminSection {
  static final String CLOCK = "/clock";

  private static final String ADVANCE = "advance";

  private final HubClock clock;

  /** Answers for the hub with this clock. */
  public ClockRequests(HubClock clock) {
    this.clock = clock;
  }

  @Override
  public boolean serves(String path) {
    return path.equals(CLOCK);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    return switch (request.method()) {
      case "GET" -> AdminAnswer.json(json());
      case "POST" -> {
        Members body = Members.exactly("", JsonText.parseObject(request.body()));
        body.requireKnown(Set.of(ADVANCE));
        clock.advance(step(body.text(ADVANCE).orElse("")));
        yield AdminAnswer.json(json());
      }
      default -> AdminAnswer.text(405, CLOCK + " accepts GET and POST");
    };
  }

  private static Duration step(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw new HubException(RequestError.invalid(
          "'advance' must be a duration such as PT1H30M; it is '%s'".formatted(text)));
    }
  }

  private JsonObject json() {
    return JsonObject.builder()
        .put("now", HubTime.text(clock.instant()))
        .put("advanced", clock.advanced().toString())
        .put("stands", clock.stands())
        .build();
  }
}
