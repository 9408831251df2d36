package io.twinhub.local.engine.rows;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import java.time.Instant;

/**
 * A registered device or module as the hub keeps it.
 *
 * @param identity who it is
 * @param storedTwin its twin as last written
 * @param activity when it last sent or received, and how many messages wait for it; shared by all states of
 *     one registration, because it changes with every packet and must not make a new twin each time. {@link
 *     Activity#NONE} until it connects or has a message
 */
public record Registration(Identity identity, Twin storedTwin, Activity activity) {

  /** This registration in a hub that starts with it, where no device is connected yet. */
  public Registration restored(Instant now) {
    Twin twin = twin();
    ConnectionState connection = twin.root().connection();
    Twin disconnected =
        connection.connected() ? twin.with(twin.root().with(connection.disconnectedAt(now))) : twin;
    return new Registration(identity, disconnected, Activity.NONE);
  }

  public TwinAddress address() {
    return identity.address();
  }

  /** The twin with its present activity. */
  public Twin twin() {
    ConnectionState connection = storedTwin.root().connection();
    ConnectionState active = connection.activeAt(activity.last()).holding(activity.messages());
    return active.equals(connection)
        ? storedTwin
        : storedTwin.with(storedTwin.root().with(active));
  }

  public RegisteredIdentity registered() {
    return new RegisteredIdentity(identity, twin().root().connection());
  }

  /** This registration with an activity of its own, which it needs once it connects or has messages. */
  public Registration active() {
    return activity == Activity.NONE
        ? new Registration(identity, storedTwin, new Activity())
        : this;
  }

  public Registration with(Twin newTwin) {
    return new Registration(identity, newTwin, activity);
  }
}
