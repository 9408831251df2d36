package io.twinhub.local.frontend.https;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the API.
 *
 * @param sender who may ask
 * @param method the HTTP method, or {@value #ANY}
 * @param pattern segments; {@code *} stands for an id, {@code ?} for any one segment, {@code **} at the
 *     end for whatever follows
 * @param action what answers
 */
record Route(Sender sender, String method, List<String> pattern, Action action) {
  static final String ANY = "any";

  private static final String ID = "*";
  private static final String ONE = "?";
  private static final String REST = "**";

  /** Who sends requests. */
  enum Sender {
    /** A back end, with a policy's token or a bearer token. */
    BACK_END,
    /** The device or module that the path names, with a token or a client certificate. */
    DEVICE
  }

  /** Answers a call; may block, and may refuse with a {@link HubException}. */
  @FunctionalInterface
  interface Action {
    Response answer(Call call);
  }

  static Route of(String method, String pattern, Action action) {
    return new Route(Sender.BACK_END, method, List.of(pattern.split("/", -1)), action);
  }

  static Route ofDevice(String method, String pattern, Action action) {
    return new Route(Sender.DEVICE, method, List.of(pattern.split("/", -1)), action);
  }

  /** A part of Azure's API that this hub does not have. */
  static Route notBuilt(String pattern, String feature) {
    return of(ANY, pattern, call -> {
      throw new HubException(new RequestError.Refused(
          ErrorCode.NOT_IMPLEMENTED, "this hub does not have " + feature + " yet"));
    });
  }

  boolean allows(String wanted) {
    return method.equals(ANY) || method.equals(wanted);
  }

  /** The ids in {@code segments}, if they fit the pattern. Words are compared without case. */
  Optional<List<String>> match(List<String> segments) {
    boolean open = pattern.get(pattern.size() - 1).equals(REST);
    int fixed = open ? pattern.size() - 1 : pattern.size();
    if (segments.size() < fixed || (!open && segments.size() > fixed)) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < fixed; i++) {
      if (pattern.get(i).equals(ID)) {
        ids.add(segments.get(i));
      } else if (!pattern.get(i).equals(ONE) && !pattern.get(i).equalsIgnoreCase(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(ids);
  }
}
