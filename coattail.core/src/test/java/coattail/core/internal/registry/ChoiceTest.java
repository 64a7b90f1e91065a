// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ChoiceTest {

    @Test
    void nobodyServesWhereNobodyIs() {
        assertEquals(Optional.empty(), Choice.of(List.<ActionEntry>of()));
    }

    @Test
    void theHighestRankingFirst() {
        assertChosen(2, entry(1, 5, "a", "9"), entry(2, 6, "a", "1"));
        assertChosen(3, entry(2, -1, "a", "1"), entry(3, 0, "b", "1"));
    }

    @Test
    void thenTheHighestVersionOfOneBundle() {
        assertChosen(2, entry(1, 0, "a", "1.9"), entry(2, 0, "a", "1.10"));
        assertChosen(1, entry(1, 0, "a", "2"), entry(2, 0, "a", "1"));
    }

    @Test
    void thenTheLowestServiceId() {
        assertChosen(1, entry(1, 0, "a", "1"), entry(2, 0, "b", "9"));
        assertChosen(1, entry(1, 0, "a", "1"), entry(2, 0, "a", "1"));
    }

    /** 3 beats 1 by version, 1 beats 2 by id, 2 beats 3 by id. */
    @Test
    void doesNotGoRoundInACircle() {
        assertChosen(2, entry(1, 0, "a", "1"), entry(2, 0, "b", "1"), entry(3, 0, "a", "2"));
    }

    private static void assertChosen(long serviceId, ActionEntry... entries) {
        var list = new ArrayList<>(List.of(entries));
        for (int i = 0; i < list.size(); i++) {
            Collections.rotate(list, 1);
            assertEquals(serviceId, Choice.of(list).orElseThrow().serviceId());
        }
    }

    private static ActionEntry entry(long id, int ranking, String bundle, String version) {
        return Handlers.action(new Provider(id, ranking, id, bundle, Version.parseVersion(version)), "x");
    }
}
