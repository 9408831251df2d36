package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.local.frontend.twin.DesiredPushes;
import java.util.Optional;

/** The optional subscription of a pair of twin links to writes of the desired properties. Any thread. */
final class DesiredWatch {
  private final DeviceConnection connection;
  private final DesiredPushes pushes;
  private Optional<Subscription> subscription = Optional.empty();
  private boolean ended;

  DesiredWatch(DeviceConnection connection, DesiredPushes pushes) {
    this.connection = connection;
    this.pushes = pushes;
  }

  /** Begins the subscription unless it has begun; does nothing after {@link #end}. */
  synchronized void start() {
    if (!ended && subscription.isEmpty()) {
      pushes.start();
      subscription = Optional.of(connection.watchDeliveries(pushes::offer));
    }
  }

  /** Ends the subscription; it may begin again. */
  synchronized void stop() {
    stop("the device unsubscribed before it was written");
  }

  private void stop(String reason) {
    pushes.stop(reason);
    subscription.ifPresent(Subscription::close);
    subscription = Optional.empty();
  }

  /** Ends the subscription for good. */
  synchronized void end() {
    ended = true;
    stop("the links of the device's twin ended before it was written");
  }
}
