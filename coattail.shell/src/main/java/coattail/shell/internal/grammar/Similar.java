// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which word was meant. */
final class Similar {
    private static final int FARTHEST = 2;

    private Similar() {}

    /** The known word that differs from the given one by the fewest letters; none where all differ by many. */
    static Optional<String> to(String word, List<String> known) {
        var letters = word.replaceFirst("^-+", "");
        if (letters.isEmpty()) {
            return Optional.empty();
        }
        return known.stream()
                .filter(other -> {
                    var otherLetters = other.replaceFirst("^-+", "");
                    return otherLetters.startsWith(letters) || distance(letters, otherLetters) <= FARTHEST;
                })
                .min(Comparator.comparingInt(other -> distance(letters, other.replaceFirst("^-+", ""))));
    }

    /** How many letters are to be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
