// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import coattail.benchmarks.measure.Message;

class ReadingTest {

    /** Else the series would send different things. */
    @Test
    void isTheMessage() throws Exception {
        assertEquals(100, Message.bytes().length);
        assertEquals(Message.JSON, new ObjectMapper().writeValueAsString(Reading.OF_THE_MESSAGE));
    }
}
