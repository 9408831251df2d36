package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.query.LocalQueryEngine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The hub in this process, without wires. */
record HubInMemory(LocalHub hub) implements HubUnderTest {

  static HubInMemory start() {
    return new HubInMemory(new LocalHub(TwinRules.DEFAULT, Clock.systemUTC()));
  }

  @Override
  public IdentityRegistry identities() {
    return hub.identities();
  }

  @Override
  public TwinRegistry twins() {
    return hub.twins();
  }

  @Override
  public LocalQueryEngine queries() {
    return hub.queries();
  }

  @Override
  public DeviceConnections connections() {
    return hub.connections();
  }

  @Override
  public Configurations configurations() {
    return hub.configurations();
  }

  @Override
  public DirectMethods methods() {
    return hub.methods();
  }

  @Override
  public Jobs jobs() {
    return hub.jobs();
  }

  @Override
  public CloudMessages messages() {
    return hub.messages();
  }

  @Override
  public DeviceInbox inbox() {
    return hub.inbox();
  }

  @Override
  public EventLog events() {
    return hub.events();
  }

  @Override
  public Transfers transfers() {
    return hub.transfers();
  }

  @Override
  public TwinChanges changes() {
    return hub;
  }

  @Override
  public JsonObject json(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    hub.close();
  }
}
