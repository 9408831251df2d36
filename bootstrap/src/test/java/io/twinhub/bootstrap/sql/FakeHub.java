package io.twinhub.bootstrap.sql;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Answers with what the test gives it, and remembers what it was asked. */
final class FakeHub implements SqlHub {
  final List<String> asked = new ArrayList<>();
  final Deque<Page> pages = new ArrayDeque<>();

  static JsonObject json(String text) {
    return JsonText.parseObject(text.replace('\'', '"'));
  }

  FakeHub answers(String... rows) {
    pages.add(new Page(rows(rows), Optional.empty(), Optional.empty()));
    return this;
  }

  static List<JsonValue> rows(String... rows) {
    return List.of(rows).stream().<JsonValue>map(FakeHub::json).toList();
  }

  @Override
  public Page page(String sql, int max, Optional<String> from) {
    asked.add(sql + from.map(token -> " from " + token).orElse(""));
    Page page = pages.poll();
    if (page == null) {
      throw new IllegalArgumentException("400 the query is refused");
    }
    return page;
  }

  @Override
  public JsonObject explain(String sql) {
    return json(
        "{'query':'" + sql + "','access':'columns','lookUps':[],'columns':[{'path':'tags.a',"
            + "'built':true,'distinct':43,'bytes':4096000}],'scanned':0,'matched':1234,"
            + "'microseconds':1234,'warnings':[]}");
  }

  @Override
  public JsonObject why(String sql, String deviceId) {
    return json("{'outcome':'undefined','condition':{'text':'tags.a = 1 AND tags.b = 2','outcome':"
        + "'undefined','values':[],'parts':[{'text':'tags.a = 1','outcome':'true','values':[{'path':"
        + "'tags.a','value':1}],'parts':[]},{'text':'tags.b = 2','outcome':'undefined','values':["
        + "{'path':'tags.b'}],'parts':[]}]},'warnings':[{'message':'odd','line':1,'column':7,"
        + "'excerpt':''}]}");
  }

  @Override
  public JsonObject invoke(TwinAddress address, String method, JsonValue payload) {
    asked.add("%s of %s with %s".formatted(method, address, payload));
    return json("{'status':207,'payload':{'a':1}}");
  }

  @Override
  public List<String> paths() {
    return List.of("tags.plant", "properties.reported.Temp");
  }
}
