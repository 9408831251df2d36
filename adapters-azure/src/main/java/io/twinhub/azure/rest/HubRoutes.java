package io.twinhub.azure.rest;

import com.microsoft.azure.sdk.iot.service.auth.IotHubConnectionString;
import com.microsoft.azure.sdk.iot.service.transport.TransportUtils;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.JobId;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The addresses of a hub's REST API: those of the SDK, with our own api-version. The SDK puts ids into
 * paths as they are, so they are encoded here, or {@code a#b} would address {@code a}.
 *
 * @param hostName the hub, with its port if that is not 443
 */
public record HubRoutes(String hostName) {
  public URI identity(TwinAddress address) {
    String device = segment(address.deviceId());
    return address
        .moduleId()
        .map(module ->
            uri(() -> IotHubConnectionString.getUrlModule(hostName, device, segment(module))))
        .orElseGet(() -> uri(() -> IotHubConnectionString.getUrlDevice(hostName, device)));
  }

  public URI twin(TwinAddress address) {
    String device = segment(address.deviceId());
    return address
        .moduleId()
        .map(module ->
            uri(() -> IotHubConnectionString.getUrlModuleTwin(hostName, device, segment(module))))
        .orElseGet(() -> uri(() -> IotHubConnectionString.getUrlTwin(hostName, device)));
  }

  /** In the SDK, the addresses for devices and modules differ only in the twin's address. */
  public URI methods(TwinAddress address) {
    return under(twin(address), "/methods");
  }

  /** The messages that wait for a device or module. The SDK does not have this address. */
  public URI commands(TwinAddress address) {
    return under(identity(address), "/commands");
  }

  private static URI under(URI parent, String path) {
    return URI.create(parent.toString().replace("?api-version=", path + "?api-version="));
  }

  public URI modules(DeviceId device) {
    return uri(() -> IotHubConnectionString.getUrlModulesOnDevice(hostName, segment(device)));
  }

  public URI devices(int max) {
    return uri(() -> IotHubConnectionString.getUrlDeviceList(hostName, max));
  }

  public URI configuration(ConfigurationId id) {
    String segment = segment(id.value());
    return uri(() -> IotHubConnectionString.getUrlConfiguration(hostName, segment));
  }

  /** The SDK writes a slash before the question mark. */
  public URI configurations(int max) {
    return uri(() -> IotHubConnectionString.getUrlConfigurationsList(hostName, max));
  }

  /** The SDK does not have this address. */
  public URI testQueries() {
    return URI.create("https://%s/configurations/testQueries?api-version=%s"
        .formatted(hostName, RestCall.API_VERSION));
  }

  public URI applyContent(DeviceId device) {
    return uri(
        () -> IotHubConnectionString.getUrlApplyConfigurationContent(hostName, segment(device)));
  }

  public URI query() {
    return uri(() -> IotHubConnectionString.getUrlTwinQuery(hostName));
  }

  public URI deviceStatistics() {
    return uri(() -> IotHubConnectionString.getUrlDeviceStatistics(hostName));
  }

  /** The SDK does not have this address. */
  public URI serviceStatistics() {
    return URI.create(
        "https://%s/statistics/service?api-version=%s".formatted(hostName, RestCall.API_VERSION));
  }

  public URI job(JobId id) {
    return uri(() -> IotHubConnectionString.getUrlJobs(hostName, segment(id.value())));
  }

  public URI cancelledJob(JobId id) {
    return uri(() -> IotHubConnectionString.getUrlJobsCancel(hostName, segment(id.value())));
  }

  /** The list of jobs. The SDK's address has both filters, whether there is a filter or not. */
  public URI jobs(Optional<String> kind, Optional<String> status) {
    StringBuilder address = new StringBuilder(
        "https://%s/jobs/v2/query?api-version=%s".formatted(hostName, RestCall.API_VERSION));
    kind.ifPresent(name -> address.append("&jobType=").append(name));
    status.ifPresent(name -> address.append("&jobStatus=").append(name));
    return URI.create(address.toString());
  }

  /** The import and export jobs. The SDK does not give this address away. */
  public URI transfers(String below) {
    return URI.create(
        "https://%s/jobs%s?api-version=%s".formatted(hostName, below, RestCall.API_VERSION));
  }

  /** An import or export job. */
  public URI transfer(String id) {
    return transfers("/" + segment(id));
  }

  private static String segment(DeviceId id) {
    return segment(id.value());
  }

  private static String segment(ModuleId id) {
    return segment(id.value());
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An address as the SDK makes it. */
  @FunctionalInterface
  private interface Made {
    URL url() throws MalformedURLException;
  }

  private static URI uri(Made made) {
    try {
      return URI.create(made.url()
          .toString()
          .replace(
              "api-version=" + TransportUtils.IOTHUB_API_VERSION,
              "api-version=" + RestCall.API_VERSION));
    } catch (MalformedURLException e) {
      throw new IllegalStateException("the host name was checked before", e);
    }
  }
}
