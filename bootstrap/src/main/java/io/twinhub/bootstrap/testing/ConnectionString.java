package io.twinhub.bootstrap.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter that is a connection string of a hub with sockets, as the Azure SDKs take them. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConnectionString {

  /**
   * The id of a registered device, or {@code device/module}, whose connection string it is. By default it is
   * that of back ends.
   */
  String device() default "";
}
