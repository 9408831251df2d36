package io.twinhub.local.engine.configurations;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.Setting;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the modules of one edge device a content once, which no configuration keeps up. */
final class ContentApplying {
  private final TwinRules rules;
  private final EdgeModules modules;

  ContentApplying(TwinRules rules, EdgeModules modules) {
    this.rules = rules;
    this.modules = modules;
  }

  /** Refuses before it writes anything. */
  void apply(Transaction tx, DeviceId device, ConfigurationContent content) {
    Registration owner = tx.require(TwinAddress.of(device));
    if (content.kind() != Kind.EDGE) {
      throw new HubException(
          ConfigurationError.invalidContent("only modulesContent can be applied to one device, not "
              + content.kind().member()));
    }
    if (!owner.identity().edge()) {
      throw new HubException(ConfigurationError.invalidContent(
          "'%s' is no edge device; it needs capabilities.iotEdge".formatted(device)));
    }
    Map<String, TwinReplacement> replacements = new LinkedHashMap<>();
    content.settings().forEach((module, settings) -> {
      JsonObject desired = object(settings);
      rules.checkDesired(desired);
      replacements.put(module, new TwinReplacement(Optional.empty(), Optional.of(desired)));
    });
    modules.shape(tx, device, content.modules(), true);
    replacements.forEach((module, replacement) ->
        replace(tx, TwinAddress.module(device.value(), module), replacement));
  }

  private void replace(Transaction tx, TwinAddress module, TwinReplacement replacement) {
    Registration registration = tx.require(module);
    TwinUpdate update = registration.twin().replaced(replacement, IfMatch.any(), tx.now(), rules);
    tx.put(
        registration.with(update.after()),
        new TwinChange.Written(TwinChange.Kind.REPLACE, update, tx.now()));
  }

  private static JsonObject object(List<Setting> settings) {
    JsonObject object = JsonObject.EMPTY;
    for (Setting setting : settings) {
      JsonValue nested = setting.value();
      List<String> names = setting.path().segments();
      for (int i = names.size() - 1; i >= 0; i--) {
        nested = JsonObject.of(names.get(i), nested);
      }
      object = MergePatch.apply(object, (JsonObject) nested);
    }
    return object;
  }
}
