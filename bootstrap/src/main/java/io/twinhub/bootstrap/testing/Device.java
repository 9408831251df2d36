package io.twinhub.bootstrap.testing;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is a device or module of the hub, which is registered if it is not in the seed. The
 * parameter is a {@link TestDevice}, or a {@link DeviceConnection} or a {@link ConnectedDevice}, which are
 * connected already and are closed after the test.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Device {

  /** The id of a device, or {@code device/module}. */
  String value();
}
