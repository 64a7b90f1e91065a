// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;

class CallOptionsTest {
    @Test
    void takesDeadlinesOfAMillisecondToAnHour() {
        assertEquals(1, CallOptions.of(Option.deadline(Duration.ofMillis(1))).millis());
        assertEquals(
                3_600_000, CallOptions.of(Option.deadline(Duration.ofHours(1))).millis());
        assertEquals(30_000, CallOptions.of().millis());
    }

    @Test
    void refusesAnyOtherDuration() {
        var others = List.of(
                Duration.ZERO,
                Duration.ofNanos(999_999),
                Duration.ofMillis(-1),
                Duration.ofHours(1).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE));
        for (var other : others) {
            var refused = assertThrows(CoattailException.class, () -> CallOptions.of(Option.deadline(other)));
            assertEquals(ErrorCode.BAD_INPUT, refused.code());
            assertTrue(refused.getMessage().contains("from 1 ms to 1 h"), refused.getMessage());
        }
    }
}
