package io.twinhub.bootstrap.explorer;

import io.twinhub.bootstrap.admin.AdminAnswer;
import io.twinhub.bootstrap.admin.AdminRequest;
import io.twinhub.bootstrap.admin.AdminSection;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;

/** Makes tokens that sign a browser in to the Explorer: {@code POST /explorer} answers {@code {"token"}}. */
public final class ExplorerTokens implements AdminSection {
  /** The page of the admin port. */
  public static final String PATH = "/explorer";

  /** The member of the answer. */
  public static final String TOKEN = "token";

  private final ExplorerSite site;

  /** Makes tokens for {@code site}. */
  public ExplorerTokens(ExplorerSite site) {
    this.site = site;
  }

  @Override
  public boolean serves(String path) {
    return path.equals(PATH);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    return request.method().equals("POST")
        ? AdminAnswer.json(JsonObject.of(TOKEN, new JsonString(site.newToken())))
        : AdminAnswer.text(405, PATH + " accepts POST");
  }
}
