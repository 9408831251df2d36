package io.twinhub.azure;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Answers of a hub, made up. */
final class Answers {
  private Answers() {}

  static RestAnswer of(int status, String body) {
    return new RestAnswer(status, headers(Map.of()), body);
  }

  static RestAnswer with(int status, String header, String value) {
    return new RestAnswer(status, headers(Map.of(header, List.of(value))), "");
  }

  private static HttpHeaders headers(Map<String, List<String>> values) {
    return HttpHeaders.of(values, (name, value) -> true);
  }
}
