package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.fault.FaultDocument;
import io.twinhub.domain.json.JsonArray;

/**
 * Faults for the hub's operator: {@code GET /faults}, {@code POST /faults} with a fault as {@link
 * FaultDocument} describes it, {@code DELETE /faults} for all, and {@code DELETE /faults/ID} for one.
 */
public final class FaultRequests implements AdminSection {
  private static final String FAULTS = "/faults";

  private final FaultInjection faults;

  /** Answers for the hub with these faults. */
  public FaultRequests(FaultInjection faults) {
    this.faults = faults;
  }

  @Override
  public boolean serves(String path) {
    return AdminSection.isBelow(path, FAULTS);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    boolean all = request.path().equals(FAULTS);
    if (request.method().equals("DELETE")) {
      if (all) {
        faults.clear();
      } else {
        faults.remove(request.path().substring(FAULTS.length() + 1));
      }
      return AdminAnswer.nothing();
    }
    if (all && request.method().equals("GET")) {
      return AdminAnswer.json(JsonArray.of(faults.list(), FaultDocument::of));
    }
    if (all && request.method().equals("POST")) {
      Members body = Members.exactly("", JsonText.parseObject(request.body()));
      return AdminAnswer.json(FaultDocument.of(faults.add(FaultDocument.read(body))));
    }
    return AdminAnswer.text(
        405, FAULTS + " accepts GET, POST and DELETE, and each fault accepts DELETE");
  }
}
