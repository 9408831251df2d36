package io.twinhub.local.frontend.amqp.proton;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.engine.Link;
import org.jspecify.annotations.Nullable;

/** What a client says of a link that it attaches. */
final class LinkTerms {
  private LinkTerms() {}

  /** A link property. */
  static Optional<Object> property(Link link, String name) {
    @Nullable Map<Symbol, Object> properties = link.getRemoteProperties();
    return Optional.ofNullable(properties).map(values -> values.get(Symbol.valueOf(name)));
  }

  /** What a filter of the source says, whatever describes it. */
  static Optional<Object> filter(Link link, String name) {
    return link.getRemoteSource() instanceof Source source
        ? Optional.ofNullable((Map<?, ?>) source.getFilter())
            .<Object>map(filters -> filters.get(Symbol.valueOf(name)))
            .map(value -> value instanceof DescribedType typed ? typed.getDescribed() : value)
        : Optional.empty();
  }

  /** Whether the client would like the hub to have a capability. */
  static boolean desires(Link link, String capability) {
    Symbol @Nullable [] desired = link.getRemoteDesiredCapabilities();
    return desired != null && List.of(desired).contains(Symbol.valueOf(capability));
  }
}
