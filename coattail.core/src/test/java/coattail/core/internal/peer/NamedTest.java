// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.core.internal.wire.Id16;

class NamedTest {
    private final Set<Id16> standing = new HashSet<>();
    private final Named named = new Named(standing::contains);

    private Set<Id16> all() {
        var all = new HashSet<Id16>();
        named.addTo(all);
        return all;
    }

    private static Id16 id(int number) {
        return new Id16(0, number);
    }

    @Test
    void keepsWhatStands() {
        standing.add(id(1));
        named.add(id(1));
        named.add(id(2));
        assertEquals(Set.of(id(1)), all());
    }

    @Test
    void isBoundedByWhatStands() {
        for (int i = 0; i < 100_000; i++) {
            standing.add(id(i));
            named.add(id(i));
            standing.remove(id(i - 10));
        }
        assertTrue(named.size() < 2_000, named.size() + " are kept of 10 that stand");
        assertTrue(all().containsAll(standing));
    }

    @Test
    void whatIsComingIsNamedBeforeItStands() {
        assertEquals(Set.of(id(1)), named.whileComing(id(1), this::all));
        assertEquals(Set.of(), all(), "it didn't come");
        named.whileComing(id(2), () -> standing.add(id(2)));
        assertEquals(Set.of(id(2)), all());
    }
}
