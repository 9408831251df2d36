package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the page. */
@Timeout(60)
class ExplorerPagesTest {
  private static final Path SOURCES = Path.of("src/main/resources/explorer");

  @TempDir
  private static Path folder;

  private static Twinhub hub;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(folder));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(hub.facts().adminPort(), path)));
  }

  private HttpResponse<byte[]> sent(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void every_file_of_the_page_is_served_and_no_other() throws IOException {
    Set<String> served = new TreeSet<>(Set.of("index.html", "explorer.css", "vendor-licences.txt"));
    ExplorerPages.MODULES.forEach(name -> served.add(name + ".js"));
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(served);
    }
  }

  @Test
  void every_library_of_the_bundle_is_listed_with_its_licence() throws IOException {
    String listed = Files.readString(Path.of("..", "docs", "third-party.md"));
    List<String> rows = Pattern.compile("(?m)^(@?[a-z][a-z0-9/@.-]*) (\\d[\\d.]*) \\(([^)]+)\\)$")
        .matcher(Files.readString(SOURCES.resolve("vendor-licences.txt")))
        .results()
        .map(found -> "| `%s` | %s | %s |\n"
            .formatted(
                found.group(1),
                found.group(2),
                found.group(3).replace("Apache-2.0", "Apache License 2.0")))
        .toList();
    assertThat(rows).hasSize(19);
    assertThat(listed).endsWith(String.join("", rows));
  }

  @ParameterizedTest
  @CsvSource({
    "/,                     index.html,          text/html; charset=utf-8",
    "/main.js,              main.js,             text/javascript; charset=utf-8",
    "/vendor.js,            vendor.js,           text/javascript; charset=utf-8",
    "/explorer.css,         explorer.css,        text/css; charset=utf-8",
    "/vendor-licences.txt,  vendor-licences.txt, text/plain; charset=utf-8",
  })
  void a_file_comes_as_it_is_and_only_once(String path, String file, String type) throws Exception {
    HttpResponse<byte[]> first = sent(request(path));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo(Files.readAllBytes(SOURCES.resolve(file)));
    assertThat(first.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    String etag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = sent(request(path).header("If-None-Match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(sent(request(path).header("If-None-Match", "\"other\"")).body())
        .isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing.js",
    "/index.html",
    "/explorer/main.js",
    "/%2e%2e/main.js",
    "/..%2fexplorer%2fmain.js",
    "/vendor/../main.js",
    "/main.js%00",
    "/main.js/",
    "/.js",
    "/logback.xml",
    "/META-INF/MANIFEST.MF",
    "/io/twinhub/bootstrap/Main.class",
  })
  void nothing_else_is_a_file(String path) throws Exception {
    HttpResponse<byte[]> answer = sent(request(path));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource({"POST,/", "PUT,/main.js", "DELETE,/explorer.css"})
  void the_page_is_only_read(String method, String path) throws Exception {
    assertThat(sent(request(path).method(method, HttpRequest.BodyPublishers.noBody()))
            .statusCode())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "/main.js",
    "/nothing",
    "/api/hub",
    "/api/nothing",
    "/?token=x",
    "/alive",
    "/policies"
  })
  void every_answer_keeps_browsers_from_loading_anything_else(String path) throws Exception {
    HttpResponse<byte[]> answer = sent(request(path));
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.headers().allValues("Cross-Origin-Resource-Policy"))
        .containsExactly("same-origin");
  }
}
