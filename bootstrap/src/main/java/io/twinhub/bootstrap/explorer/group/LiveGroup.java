package io.twinhub.bootstrap.explorer.group;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.bootstrap.live.HappeningSource;
import io.twinhub.bootstrap.live.LiveEvents;
import io.twinhub.bootstrap.live.LiveHub;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.query.TwinCondition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code GET live}: what happens in the hub, as server-sent events; {@code where} is a condition on the twins that
 * they concern.
 */
final class LiveGroup implements ExplorerGroup {
  /** How many pages may listen at a time; a hub setting. Each keeps a thread. */
  static final int STREAMS_MAX = 20;

  private final Optional<LiveHub> live;
  private final Semaphore places = new Semaphore(STREAMS_MAX);

  LiveGroup(ExplorerHub hub) {
    this.live = hub.local()
        .map(local -> new LiveHub(HappeningSource.of(local.hub()), local.hub().twins()::find))
        .or(() -> hub.live()
            ? Optional.of(new LiveHub(
                HappeningSource.of(hub.ports().events()), hub.ports().twins()::find))
            : Optional.empty());
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return request.route().equals("GET live") ? Optional.of(stream(request)) : Optional.empty();
  }

  private ExplorerAnswer stream(ExplorerRequest request) {
    LiveHub hub = live.orElseThrow(() -> refusal(
        ErrorCode.INVALID_OPERATION,
        "what happens in this hub cannot be read, since the endpoint of its events is not known; give it with"
            + " --events"));
    Optional<TwinCondition> condition =
        request.parameter("where").filter(text -> !text.isBlank()).map(TwinCondition::of);
    if (!places.tryAcquire()) {
      throw refusal(
          ErrorCode.THROTTLING,
          "%d pages listen to this hub, which is the limit; close one of them"
              .formatted(STREAMS_MAX));
    }
    try {
      return new ExplorerAnswer.Events(new Place(new LiveEvents(hub, condition)));
    } catch (RuntimeException refusal) {
      places.release();
      throw refusal;
    }
  }

  private static HubException refusal(ErrorCode code, String message) {
    return new HubException(HubError.of(code, message));
  }

  /** One of the streams, which gives its place back when it is closed. */
  private final class Place implements ExplorerAnswer.Writer {
    private final LiveEvents events;

    Place(LiveEvents events) {
      this.events = events;
    }

    @Override
    public void write(OutputStream out) throws IOException, InterruptedException {
      events.write(out);
    }

    @Override
    public void close() {
      events.close();
      places.release();
    }
  }

  @Override
  public void close() {
    live.ifPresent(LiveHub::close);
  }
}
