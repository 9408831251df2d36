package io.twinhub.local.engine.query.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known word that was probably meant: the one with the fewest edits (insertions, deletions,
 * replacements, swaps of neighbours), if they are few for its length. Ignores case.
 */
public final class Nearest {
  /** One edit is allowed per this many letters. */
  private static final int LETTERS_PER_EDIT = 3;

  /** Longer words are not compared: they are hardly typing mistakes, and the work is quadratic. */
  private static final int LENGTH_MAX = 256;

  private Nearest() {}

  /** The nearest of {@code known}; among equally near ones, the first in order. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    int most = Math.max(1, word.length() / LETTERS_PER_EDIT);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
        .map(candidate -> new Guess(candidate, edits(word, candidate)))
        .filter(guess -> guess.edits() <= most)
        .min(Comparator.comparingInt(Guess::edits).thenComparing(Guess::word))
        .map(Guess::word);
  }

  /** How many edits lead from one word to the other (optimal string alignment). */
  static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] =
            i == 0 || j == 0 ? i + j : cheapest(cost, a.charAt(i - 1) == b.charAt(j - 1), i, j);
        boolean swapped = i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, boolean same, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
    return Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
  }

  private record Guess(String word, int edits) {}
}
