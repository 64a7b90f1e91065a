// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.Overflow;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "1d,PT24H", "2w,PT336H", "0s,PT0S"})
    void readsDurations(String written, Duration meant) throws UsageException {
        assertEquals(meant, Durations.parse(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            60   | '60' has no unit, and a guess could be wrong by a thousand; write 60s for seconds, or one \
            of ms, m, h, d, w
            5y   | 'y' isn't a unit; the units are ms, s, m, h, d and w
            -5s  | '-5s' isn't a duration, as in 250ms, 5s, 2m, 1h, 1d or 2w
            1.5h | '1.5h' isn't a duration, as in 250ms, 5s, 2m, 1h, 1d or 2w
            ''   | '' isn't a duration, as in 250ms, 5s, 2m, 1h, 1d or 2w
            5 s  | '5 s' isn't a duration, as in 250ms, 5s, 2m, 1h, 1d or 2w
            """)
    void saysWhatIsWrongWithADuration(String written, String sentence) {
        assertEquals(
                sentence,
                assertThrows(UsageException.class, () -> Durations.parse(written))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0ms", "PT0.25S,250ms", "PT59.9S,59s", "PT3H12M40S,3h 12m", "PT24H0M5S,1d", "PT2160H,90d"})
    void printsDurations(Duration duration, String text) {
        assertEquals(text, Durations.print(duration));
    }

    @Test
    void readsNames() throws UsageException {
        assertEquals(List.of("greet", "read meter"), Values.names("greet, read meter"));
        assertEquals(List.of("*"), Values.names("*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "greet,", "greet,,echo", "greet,greet"})
    void refusesListsThatAreNone(String text) {
        assertThrows(UsageException.class, () -> Values.names(text));
    }

    @Test
    void readsNumbers() throws UsageException {
        assertEquals(0, Values.count(0).convert("0"));
        assertEquals(Integer.MAX_VALUE, Values.count(1).convert("2147483647"));
        for (var wrong : List.of("0", "-1", "2147483648", "1.0", "many", "")) {
            assertThrows(UsageException.class, () -> Values.count(1).convert(wrong), wrong);
        }
    }

    @Test
    void readsSizes() throws UsageException {
        assertEquals(4096, Values.size("4096"));
        assertEquals(65_536, Values.size("64KiB"));
        assertEquals(1_048_576, Values.size("1MiB"));
        for (var wrong : List.of("0", "-1", "64KB", "2048MiB", "9999999999", "9999999999MiB", "1 MiB", "")) {
            assertThrows(UsageException.class, () -> Values.size(wrong), wrong);
        }
    }

    @Test
    void readsChoices() throws UsageException {
        assertEquals(Overflow.DROP_OLDEST, Values.choice(Overflow.class).convert("drop-oldest"));
        var wrong = assertThrows(
                UsageException.class, () -> Values.choice(Overflow.class).convert("DROP_OLDEST"));
        assertEquals("'DROP_OLDEST' isn't one of drop-oldest, latest, drop-newest, disconnect", wrong.getMessage());
        assertTrue(Values.choices(Overflow.class).toList().contains("drop-newest"));
    }
}
