package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The parts that all suites share: one hub for each class, fresh devices for each test. */
@TestInstance(PER_CLASS)
@ExtendWith(KnownGaps.class)
abstract class PortContract {
  private static final String RUN = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private final AtomicInteger count = new AtomicInteger();
  private final Deque<TwinAddress> registered = new ConcurrentLinkedDeque<>();
  private Optional<HubUnderTest> running = Optional.empty();

  /** Starts the hub, or reaches it. */
  protected abstract HubUnderTest start();

  @BeforeAll
  void startHub() {
    running = Optional.of(start());
  }

  @AfterEach
  void deleteDevices() {
    while (!registered.isEmpty()) {
      TwinAddress address = registered.pop();
      if (hub().identities().find(address).isPresent()) {
        hub().identities().delete(address, IfMatch.any());
      }
    }
  }

  @AfterAll
  void stopHub() {
    running.ifPresent(HubUnderTest::close);
  }

  final HubUnderTest hub() {
    return running.orElseThrow();
  }

  /** An id that nobody used before. */
  final TwinAddress fresh() {
    return TwinAddress.device("contract-" + RUN + "-" + count.incrementAndGet());
  }

  static TwinAddress moduleOf(TwinAddress device, String moduleId) {
    return TwinAddress.module(device.deviceId().value(), moduleId);
  }

  /** Registers a device under a fresh id. */
  final TwinAddress device() {
    return create(IdentityRequest.withKeys(fresh())).identity().address();
  }

  /** Registers a module; its device is deleted after the test, and it with it. */
  final TwinAddress module(TwinAddress device, String moduleId) {
    TwinAddress address = moduleOf(device, moduleId);
    return hub()
        .identities()
        .create(IdentityRequest.withKeys(address))
        .identity()
        .address();
  }

  final RegisteredIdentity create(IdentityRequest request) {
    registered.push(request.address());
    return hub().identities().create(request);
  }

  final Twin twin(TwinAddress address) {
    return hub().twins().find(address).orElseThrow();
  }

  final Twin patchDesired(TwinAddress address, JsonObject members) {
    return hub().twins().patch(address, TwinPatch.ofDesired(members), IfMatch.any());
  }

  final Twin patchTags(TwinAddress address, JsonObject members) {
    return hub().twins().patch(address, TwinPatch.ofTags(members), IfMatch.any());
  }

  /** Changes whether a device may connect, and nothing else of it. */
  final RegisteredIdentity setStatus(TwinAddress address, DeviceStatus status, String reason) {
    IdentityRequest request = new IdentityRequest(
        address,
        new IdentityRequest.Credentials.Unchanged(),
        status,
        Optional.of(reason),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
    return hub().identities().update(request, IfMatch.any());
  }

  static IfMatch only(Twin twin) {
    return new IfMatch.Exactly(twin.etag().value());
  }

  static JsonObject number(String name, long value) {
    return JsonObject.builder().put(name, value).build();
  }

  static Authentication.Sas keysOf(RegisteredIdentity registered) {
    if (registered.identity().authentication() instanceof Authentication.Sas keys) {
      return keys;
    }
    throw new AssertionError("no keys: " + registered.identity().authentication());
  }

  /** A sentence has at least this many words: a bare code has fewer. */
  private static final int WORDS_MIN = 4;

  /** Also of the sentence that the caller reads, and of the way back to his code that the trace shows. */
  static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, refusal -> {
      if (refusal.code() != code) {
        throw new AssertionError(
            "expected %s, was %s: %s".formatted(code, refusal.code(), refusal.getMessage()));
      }
      assertThat(String.valueOf(refusal.getMessage()).split(" "))
          .hasSizeGreaterThanOrEqualTo(WORDS_MIN);
      assertThat(refusal.getStackTrace())
          .as("the caller in the stack trace")
          .anyMatch(frame -> frame.getClassName().equals(PortContract.class.getName())
              && frame.getMethodName().endsWith("Refused"));
    });
  }

  /**
   * As {@link #assertRefused}, of a report. A refused report changes nothing, so it may be made once more
   * where the refusal itself was lost, as Azure's device SDK loses one answer in some hundreds.
   */
  static void assertReportRefused(ErrorCode code, ThrowingCallable report) {
    Throwable first = catchThrowable(report);
    boolean lost =
        first instanceof HubException refusal && refusal.code() == ErrorCode.SERVICE_UNAVAILABLE;
    assertRefused(
        code,
        lost
            ? report
            : () -> {
              if (first != null) {
                throw first;
              }
            });
  }
}
