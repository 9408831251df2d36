package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One operation of the API.
 *
 * @param sender who may send the request
 * @param method the HTTP method, or {@value #ANY}
 * @param pattern the path segments; {@code *} stands for an id, {@code ?} for any one segment, {@code **} at
 *     the end for whatever follows
 * @param rights the rights that a back end needs, all of them; checked before the body is examined
 * @param action produces the response
 * @param quick whether the action neither waits nor takes long
 */
public record Route(
    Sender sender,
    String method,
    List<String> pattern,
    List<DataAction> rights,
    LaterAction action,
    boolean quick) {
  static final String ANY = "any";

  private static final String READ = "GET";

  private static final String ID = "*";
  private static final String ONE = "?";
  private static final String REST = "**";

  /** Who sends requests. */
  public enum Sender {
    /** A back end, with a policy's token or a bearer token. */
    BACK_END,
    /** The device or module that the path names, with a token or a client certificate. */
    DEVICE,
    /** A back end as above, or the first device in the path as above, but not its modules. */
    BACK_END_OR_OWNER,
    /** A back end as above, or the module that the header {@value Router#CALLER} names. */
    BACK_END_OR_MODULE;

    /** Whether errors use the dialect with the error number. */
    boolean readsNumbers() {
      return this == DEVICE || this == BACK_END_OR_MODULE;
    }
  }

  /** Answers a call; may block, and may refuse with a {@link HubException}. */
  @FunctionalInterface
  public interface Action {
    Response answer(Call call);

    /** This action as one whose response is available at once. */
    default LaterAction atOnce() {
      return call -> CompletableFuture.completedFuture(answer(call));
    }
  }

  /**
   * Answers a call later, without blocking a thread. May refuse as an {@link Action} does, or fail the future
   * with the same exception. A caller that cancels the future no longer wants the response.
   */
  @FunctionalInterface
  public interface LaterAction {
    CompletableFuture<Response> answer(Call call);
  }

  /** An operation of back ends. */
  public static Route of(String method, String pattern, Action action, DataAction... rights) {
    return new Route(
        Sender.BACK_END, method, segments(pattern), List.of(rights), action.atOnce(), false);
  }

  /** A long-running operation of back ends. */
  public static Route later(
      String method, String pattern, LaterAction action, DataAction... rights) {
    return new Route(Sender.BACK_END, method, segments(pattern), List.of(rights), action, false);
  }

  /** A read of one thing that is in memory. */
  public static Route ofRead(String pattern, Action action, DataAction right) {
    return new Route(
        Sender.BACK_END, READ, segments(pattern), List.of(right), action.atOnce(), true);
  }

  static Route ofDevice(String method, String pattern, Action action) {
    return new Route(Sender.DEVICE, method, segments(pattern), List.of(), action.atOnce(), false);
  }

  /** A long-running operation of a device or module. */
  static Route laterOfDevice(String method, String pattern, LaterAction action) {
    return new Route(Sender.DEVICE, method, segments(pattern), List.of(), action, false);
  }

  /** A long-running operation for back ends and for modules. */
  static Route ofModule(String method, String pattern, LaterAction action, DataAction right) {
    return new Route(
        Sender.BACK_END_OR_MODULE, method, segments(pattern), List.of(right), action, false);
  }

  /** An operation on modules, for back ends and for the device that the path names first. */
  static Route ofOwner(String method, String pattern, Action action, DataAction right) {
    return new Route(
        Sender.BACK_END_OR_OWNER,
        method,
        segments(pattern),
        List.of(right),
        action.atOnce(),
        false);
  }

  /** A part of Azure's API that this hub does not have. */
  static Route notBuilt(String method, String pattern, String feature, DataAction... rights) {
    return of(
        method,
        pattern,
        call -> {
          throw notBuilt(feature);
        },
        rights);
  }

  /** A part of Azure's device API that this hub does not have. */
  static Route notBuiltForDevices(String method, String pattern, String feature) {
    return ofDevice(method, pattern, call -> {
      throw notBuilt(feature);
    });
  }

  private static List<String> segments(String pattern) {
    return List.of(pattern.split("/", -1));
  }

  private static HubException notBuilt(String feature) {
    return new HubException(
        HubError.of(ErrorCode.NOT_IMPLEMENTED, "this hub does not have " + feature + " yet"));
  }

  public boolean allows(String wanted) {
    return method.equals(ANY) || method.equals(wanted);
  }

  /** The ids in {@code segments}, if they match the pattern. Literals are compared without regard to case. */
  public Optional<List<String>> match(List<String> segments) {
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
