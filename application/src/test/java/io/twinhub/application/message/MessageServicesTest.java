package io.twinhub.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods and messages: who may? */
class MessageServicesTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress MODULE = TwinAddress.module("alpha", "m");
  private static final MethodCall CALL = MethodCall.of("reboot", "1");
  private static final MethodAnswer ANSWER = MethodAnswer.of(200, "1");
  private static final LockToken TOKEN = new LockToken(new UUID(1, 2));
  private static final Principal SERVICE =
      new Principal.Service("service", EnumSet.of(Permission.SERVICE_CONNECT));
  private static final Principal ALL_BUT_SERVICE = new Principal.Service(
      "registry", EnumSet.complementOf(EnumSet.of(Permission.SERVICE_CONNECT)));

  /** What reached the hub. */
  private final List<String> done = new ArrayList<>();

  private final DirectMethods hubMethods = (address, call) -> {
    done.add("invoke " + address);
    return CompletableFuture.completedFuture(ANSWER);
  };

  private final CloudMessages hubMessages = new CloudMessages() {
    @Override
    public void send(CloudMessage message) {
      done.add("send");
    }

    @Override
    public int purge(TwinAddress address) {
      done.add("purge");
      return 1;
    }

    @Override
    public MessageFlow takeFeedback(Consumer<FeedbackBatch> taker) {
      done.add("take");
      return new MessageFlow() {
        @Override
        public void request(int more) {}

        @Override
        public void pause() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<FeedbackBatch> receiveFeedback() {
      done.add("receive");
      return Optional.empty();
    }

    @Override
    public void settleFeedback(LockToken token, Settlement settlement) {
      done.add("settle");
    }
  };

  private final ServiceMethodService methods = new ServiceMethodService(hubMethods);
  private final ServiceMessageService messages = new ServiceMessageService(hubMessages);

  private void call(String name, Principal who) {
    switch (name) {
      case "send" -> messages.send(who, CloudMessage.to(ALPHA).build());
      case "purge" -> assertThat(messages.purge(who, ALPHA)).isOne();
      case "take" -> messages.takeFeedback(who, batch -> {}).close();
      case "receive" -> assertThat(messages.receiveFeedback(who)).isEmpty();
      case "settle" -> messages.settleFeedback(who, TOKEN, Settlement.COMPLETE);
      case "invoke alpha" -> assertThat(methods.invoke(who, ALPHA, CALL).join()).isEqualTo(ANSWER);
      default -> throw new IllegalArgumentException(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "purge", "take", "receive", "settle", "invoke alpha"})
  void everything_needs_service_connect(String name) {
    assertThatThrownBy(() -> call(name, ALL_BUT_SERVICE))
        .hasMessage("Authorization rule 'registry' does not allow access: it lacks ServiceConnect");
    assertThatThrownBy(() -> call(name, new Principal.Device(ALPHA)))
        .hasMessage("Authorization rule 'alpha' does not allow access: it lacks ServiceConnect");
    assertThat(done).isEmpty();
    call(name, SERVICE);
    assertThat(done).containsExactly(name);
  }

  @Test
  void a_module_calls_its_device_and_the_modules_beside_it_and_nobody_else() {
    Principal module = new Principal.Device(MODULE);
    TwinAddress beside = TwinAddress.module("alpha", "other");
    assertThat(methods.invoke(module, ALPHA, CALL).join()).isEqualTo(ANSWER);
    assertThat(methods.invoke(module, beside, CALL).join()).isEqualTo(ANSWER);
    for (TwinAddress stranger :
        List.of(TwinAddress.device("beta"), TwinAddress.module("beta", "m"))) {
      assertThatThrownBy(() -> methods.invoke(module, stranger, CALL))
          .hasMessage(
              "Authorization rule 'alpha/m' does not allow access: it lacks ServiceConnect");
    }
    assertThatThrownBy(() -> methods.invoke(new Principal.Device(ALPHA), MODULE, CALL))
        .hasMessage("Authorization rule 'alpha' does not allow access: it lacks ServiceConnect");
    assertThat(done).containsExactly("invoke alpha", "invoke alpha/other");
  }
}
