// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The variants in which a test has tried an attack: none may be accepted, and docs/security.md says how many there are.
 * {@code -Dcoattail.write=true} writes that, and a row for an attack that is new. For one thread.
 */
public final class Variants {
    /** Whether the build was asked to try all where it tries a part otherwise. */
    public static final boolean THOROUGH = Boolean.getBoolean("coattail.thorough");

    private final String attack;
    private final String test;
    private final boolean bounded;
    private final List<String> accepted = new ArrayList<>();
    private int tried;

    private Variants(Class<?> test, String attack, boolean bounded) {
        this.attack = attack;
        this.test = test.getSimpleName();
        this.bounded = bounded;
    }

    /** @param attack as the page names it */
    public static Variants of(Class<?> test, String attack) {
        return new Variants(test, attack, false);
    }

    /** The same for an attack whose variants are all tried with {@code -Pthorough} only. */
    public static Variants bounded(Class<?> test, String attack) {
        return new Variants(test, attack, true);
    }

    /** Notes a variant. */
    public void tried(String variant, boolean wasAccepted) {
        tried++;
        if (wasAccepted) {
            accepted.add(variant);
        }
    }

    /** Fails if a variant was accepted, or if the page has other numbers. */
    public void hold() {
        assertEquals(List.of(), accepted, attack);
        assertTrue(tried > 0, attack + " wasn't tried");
        var rows = new AttackTable();
        var row = rows.of(attack, test);
        if (Boolean.getBoolean("coattail.write")) {
            rows.put(written(row));
            return;
        }
        var expected = written(row);
        assertEquals(
                expected.toString(),
                row.map(AttackTable.Row::toString).orElse("no such row"),
                "run this test with -Dcoattail.write=true, and see the difference in docs/security.md");
    }

    private AttackTable.Row written(Optional<AttackTable.Row> before) {
        var now = AttackTable.count(tried);
        var each = bounded && THOROUGH ? before.map(AttackTable.Row::variants).orElse("") : now;
        var full = bounded && !THOROUGH ? before.map(AttackTable.Row::thorough).orElse("") : now;
        return new AttackTable.Row(attack, "`" + test + "`", each, full, AttackTable.count(accepted.size()));
    }
}
