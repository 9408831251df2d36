package io.twinhub.azure.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host names of one hub. A hub of Azure has three: {@code {hub}.azure-devices.net} for everybody, {@code
 * {hub}.device.azure-devices.net} for devices and {@code {hub}.service.azure-devices.net} for services; other
 * clouds have other suffixes. Every other hub has one. Source: Azure's page on the endpoints of an IoT hub.
 */
public final class HubHosts {
  private static final Pattern SPLIT = Pattern.compile(
      "([a-z0-9-]+)\\.(?:service|device)\\.(azure-devices[a-z0-9-]*\\..+)",
      Pattern.CASE_INSENSITIVE);

  private HubHosts() {}

  /** The host that services dial for the hub of {@code host}; a port is kept. */
  public static String ofServices(String host) {
    return with("service.", host);
  }

  /** The host that devices dial for the hub of {@code host}; a port is kept. */
  public static String ofDevices(String host) {
    return with("device.", host);
  }

  /** The common name of the hub of {@code host}; a port is kept. */
  public static String ofEverybody(String host) {
    return with("", host);
  }

  private static String with(String label, String host) {
    Matcher split = SPLIT.matcher(host);
    return split.matches() ? split.group(1) + "." + label + split.group(2) : host;
  }
}
