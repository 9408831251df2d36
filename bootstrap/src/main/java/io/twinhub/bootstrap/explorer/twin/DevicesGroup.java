package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of devices, {@code GET devices} with {@code where}, {@code search} and {@code after}, and {@code POST
 * devices} with {@code {deviceId, edge?, status?, x509?}}, where {@code x509} is a thumbprint or CA.
 */
final class DevicesGroup implements ExplorerGroup {
  private static final String AUTHORITY = "CA";

  private final ExplorerHub hub;
  private final DeviceRows rows;

  DevicesGroup(ExplorerHub hub) {
    this.hub = hub;
    this.rows = new DeviceRows(hub.reads(), hub.local().isPresent());
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET devices" -> Optional.of(ExplorerAnswer.of(list(request)));
      case "POST devices" -> Optional.of(ExplorerAnswer.of(created(request.members())));
      default -> Optional.empty();
    };
  }

  private JsonObject list(ExplorerRequest request) {
    Optional<String> where = request.parameter("where");
    Optional<String> search = request.parameter("search");
    if (where.isPresent() && search.isPresent()) {
      throw new HubException(RequestError.invalid(
          "'where' and 'search' exclude each other: a condition can name ids itself"));
    }
    Optional<ContinuationToken> after = request.parameter("after").map(ContinuationToken::new);
    DeviceRows.Page page = where
        .map(condition -> rows.meeting(condition, after))
        .or(() -> search.map(word -> rows.named(word, after)))
        .orElseGet(() -> rows.all(after));
    JsonObject.Builder json = JsonObject.builder()
        .put("rows", JsonArray.of(page.rows(), row -> row))
        .put("next", JsonString.orNull(page.next().map(ContinuationToken::value)));
    if (where.isEmpty() && search.isEmpty()) {
      json.put("total", hub.reads().identities().statistics().total());
    }
    if (page.rows().isEmpty() && after.isEmpty()) {
      json.put("warnings", JsonArray.of(warnings(where), ExplorerAnswer::json));
    }
    return json.build();
  }

  /** Why a condition may have found nothing: above all, paths that no twin has. */
  private List<QueryProblem> warnings(Optional<String> where) {
    if (where.isEmpty() || hub.local().isEmpty()) {
      return List.of();
    }
    QueryText text = new QueryText(DeviceRows.TWINS + DeviceRows.WHERE + where.get());
    int before = text.value().length() - where.get().length();
    return hub.local().get().hub().queries().hints(text).stream()
        .map(hint -> hint.line() > 1 ? hint : within(hint, before))
        .toList();
  }

  /** The same problem, placed within a condition that begins after so many characters of the query. */
  private static QueryProblem within(QueryProblem hint, int before) {
    return new QueryProblem(
        hint.message(),
        hint.line(),
        hint.column() - before,
        hint.length(),
        hint.excerpt().substring(before));
  }

  private JsonObject created(Members body) {
    body.requireKnown(Set.of(DocumentNames.DEVICE_ID, "edge", DocumentNames.STATUS, "x509"));
    String id = body.filledText(DocumentNames.DEVICE_ID)
        .orElseThrow(() -> body.invalid(DocumentNames.DEVICE_ID, "is missing"));
    JsonObject.Builder wanted = JsonObject.builder()
        .put(DocumentNames.CAPABILITIES, IdentityDocument.capabilities(body.flag("edge")))
        .put(DocumentNames.STATUS, body.find(DocumentNames.STATUS).orElse(JsonNull.NULL));
    body.filledText("x509").ifPresent(text -> wanted.put(DocumentNames.AUTHENTICATION, x509(text)));
    IdentityRequest request =
        IdentityDocument.request(TwinAddress.device(id), Members.exactly("", wanted.build()));
    return IdentityGroup.json(hub.ports().identities().create(request));
  }

  private static JsonObject x509(String text) {
    JsonObject.Builder authentication = JsonObject.builder();
    if (text.strip().equalsIgnoreCase(AUTHORITY)) {
      return authentication
          .put(DocumentNames.TYPE, Authentication.CertificateAuthority.TYPE)
          .build();
    }
    return authentication
        .put(DocumentNames.TYPE, Authentication.SelfSigned.TYPE)
        .put(
            DocumentNames.X509_THUMBPRINT,
            JsonObject.of(DocumentNames.PRIMARY_THUMBPRINT, new JsonString(text.strip())))
        .build();
  }
}
