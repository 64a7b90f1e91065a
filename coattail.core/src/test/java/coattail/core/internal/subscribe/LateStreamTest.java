// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class LateStreamTest {
    private final List<String> uses = new ArrayList<>();
    private final LateStream stream = new LateStream();

    private final PublisherLink.Stream known = new PublisherLink.Stream() {
        @Override
        public void cancel() {
            uses.add("cancel");
        }

        @Override
        public void credit(int messages, int bytes) {
            uses.add("credit " + messages + " " + bytes);
        }

        @Override
        public void acknowledge(long sequence, int status) {
            uses.add("ack " + sequence + " " + status);
        }
    };

    @Test
    void keepsWhatIsSaidBeforeTheStreamIsKnown() {
        stream.acknowledge(1, 0);
        stream.credit(2, 3);
        assertEquals(List.of(), uses);
        stream.opened(known);
        stream.cancel();

        assertEquals(List.of("ack 1 0", "credit 2 3", "cancel"), uses);
    }
}
