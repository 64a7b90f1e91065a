// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.api.Outcome;

class AccountsTest {
    private final List<String> verdicts = new ArrayList<>(List.of(
            "0 a PROCESSED",
            "0 b UNKNOWN",
            "0 = PROCESSED 1",
            "0 = UNKNOWN 1",
            "1 a PROCESSED",
            "1 b OFFLINE",
            "1 = PROCESSED 1",
            "1 = OFFLINE 1"));
    private final List<String> received = new ArrayList<>(List.of("0 a", "1 a"));

    private Accounts accounts() {
        return new Accounts(2, Set.of("a", "b"), verdicts, received);
    }

    @Test
    void whatIsTrueAgrees() {
        assertEquals(List.of(), accounts().broken());
        assertEquals(
                Map.of(
                        Outcome.PROCESSED, new Accounts.Row(2, 2),
                        Outcome.OFFLINE, new Accounts.Row(1, 0),
                        Outcome.UNKNOWN, new Accounts.Row(1, 0)),
                accounts().rows());
    }

    @Test
    void unknownMayHaveComeOrNot() {
        received.add("0 b");
        assertEquals(List.of(), accounts().broken());
        assertEquals(new Accounts.Row(1, 1), accounts().rows().get(Outcome.UNKNOWN));
    }

    @Test
    void processedIsWrittenDown() {
        received.remove("1 a");
        assertEquals(List.of("PROCESSED, but not written down: 1 a"), accounts().broken());
    }

    @Test
    void whatWasNeverBegunIsNot() {
        received.add("1 b");
        assertEquals(List.of("OFFLINE, but written down: 1 b"), accounts().broken());
    }

    @Test
    void nothingComesTwice() {
        received.add("1 a");
        assertEquals(List.of("written down twice: 1 a"), accounts().broken());
    }

    @Test
    void nothingComesThatWasNotPublished() {
        received.add("2 a");
        assertEquals(List.of("written down without a verdict: 2 a"), accounts().broken());
    }

    @Test
    void everySubscriptionHasOneVerdict() {
        verdicts.removeIf(line -> line.startsWith("1 b") || line.equals("1 = OFFLINE 1"));
        assertEquals(List.of("no verdict: 1 b"), accounts().broken());
        verdicts.addAll(List.of("1 b OFFLINE", "1 b OFFLINE", "1 = OFFLINE 1"));
        assertEquals(List.of("a second verdict: 1 b OFFLINE"), accounts().broken());
    }

    @Test
    void countsAreThoseOfTheVerdicts() {
        verdicts.replaceAll(line -> line.equals("1 = OFFLINE 1") ? "1 = OFFLINE 2" : line);
        assertEquals(
                List.of("counted otherwise than told: 1 OFFLINE"), accounts().broken());
    }

    @Test
    void nobodyFailsUnasked() {
        verdicts.replaceAll(line -> line.replace("UNKNOWN", "FAILED"));
        assertEquals(
                List.of("FAILED, which no subscriber has said: 0 b"), accounts().broken());
    }
}
