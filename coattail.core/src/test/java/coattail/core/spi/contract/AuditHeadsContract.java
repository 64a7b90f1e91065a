// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.spi.AuditHead;
import coattail.core.spi.Store;

/** What {@link coattail.core.spi.AuditHeads} promises. */
public interface AuditHeadsContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    @Test
    default void newStoreKnowsOfNoAuditLog() {
        assertEquals(Optional.empty(), store().audit().find());
    }

    @Test
    default void headThatWasPutLastIsKept() {
        var heads = store().audit();
        heads.put(new AuditHead(1, "0f".repeat(32), false));
        heads.put(new AuditHead(Long.MAX_VALUE, "a0".repeat(32), true));
        assertEquals(Optional.of(new AuditHead(Long.MAX_VALUE, "a0".repeat(32), true)), heads.find());

        heads.put(new AuditHead(1, "0f".repeat(32), false));
        assertEquals(Optional.of(new AuditHead(1, "0f".repeat(32), false)), heads.find());
    }
}
