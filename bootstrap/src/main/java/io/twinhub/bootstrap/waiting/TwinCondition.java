package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.twin.Twin;
import java.util.Optional;

/** What a test waits for in a twin. */
interface TwinCondition {

  /** What the device is waited for to do, such as {@code to connect}. */
  String wanted();

  /** Why it can never be met, judged by the twin at the beginning; empty if it can. */
  Optional<String> impossible(Twin now);

  /** Judges the twin after each of its changes, and at the beginning. */
  Verdict judge(Twin twin);

  /** What may have gone wrong, as a clause for the user; empty if nothing is known. */
  Optional<String> hint(Twin last);
}
