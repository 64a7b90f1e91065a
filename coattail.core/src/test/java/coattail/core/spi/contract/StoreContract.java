// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.instance;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.spi.StoreException;

/** What {@link coattail.core.spi.Store} and all that it gives promise. */
public interface StoreContract
        extends IssuedTokensContract,
                ValidationTokensContract,
                PeersContract,
                SubscriptionsContract,
                SubscribersContract,
                AuditHeadsContract {

    @Test
    default void newStoreHasNoOwner() {
        assertEquals(Optional.empty(), store().owner());
    }

    @Test
    default void claimedStoreHasOneOwner() {
        store().claim(instance(1));
        store().claim(instance(1));
        assertEquals(Optional.of(instance(1)), store().owner());

        var refusal = assertThrows(StoreException.class, () -> store().claim(instance(2)));
        assertTrue(refusal.getMessage().contains(instance(1)), refusal::getMessage);
        assertEquals(Optional.of(instance(1)), store().owner());
    }

    @Test
    default void ofSeveralThatClaimAtOnceExactlyOneOwnsTheStore() throws Exception {
        var results = Race.of(8, runner -> () -> {
            try {
                store().claim(instance(runner));
                return true;
            } catch (StoreException e) {
                return false;
            }
        });
        assertEquals(1, results.stream().filter(claimed -> claimed).count());
        assertEquals(Optional.of(instance(results.indexOf(true))), store().owner());
    }

    @Test
    default void schemaIsUpToDate() {
        var state = store().schema().state();

        assertFalse(state.database().isBlank());
        assertTrue(state.newest() > 0);
        assertEquals(state.newest(), state.current());
        assertEquals(0, state.pending());
        assertEquals(state, store().schema().migrate(), "nothing to do");
        assertEquals(state, store().schema().state());
    }
}
