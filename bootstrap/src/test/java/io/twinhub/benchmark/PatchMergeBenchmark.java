package io.twinhub.benchmark;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The merge alone: tags and desired properties of a twin of about 800 bytes, one patch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PatchMergeBenchmark {
  private final Twin twin = SampleFleet.twin(7);
  private final TwinPatch patch =
      PatchDocument.patch(JsonText.parseObject("{\"tags\":{\"location\":{\"plant\":\"Redmond44\"}},"
          + "\"properties\":{\"desired\":{\"telemetryConfig\":{\"sendFrequencyInSecs\":60}}}}"));

  /** One patch without a condition. */
  @Benchmark
  public TwinUpdate patch() {
    return twin.patched(patch, IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT);
  }
}
