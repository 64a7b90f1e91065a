// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.assertToken;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.peer;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.subscription;
import static coattail.core.spi.contract.StoreSamples.subscriptionId;
import static coattail.core.spi.contract.StoreSamples.thumbprint;
import static coattail.core.spi.contract.StoreSamples.token;
import static coattail.core.spi.contract.StoreSamples.validationToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.spi.AuditHead;
import coattail.core.spi.IssuedToken.State;
import coattail.core.spi.Subscribers.Put;
import coattail.core.spi.ValidationToken;

/** What {@link coattail.core.spi.Store} promises where it outlives the process. */
public interface DurableStoreContract extends StoreContract {

    /** Closes the store and opens it anew; {@link #store()} is the new one from then on. */
    void reopen() throws Exception;

    @Test
    default void reopenedStoreFindsEverything() throws Exception {
        store().claim(instance(1));
        store().tokens().add(token(1));
        store().tokens().add(token(2));
        var used = store().tokens().use(jti(1), thumbprint(3), true, NOW).orElseThrow();
        store().tokens().noteAccepted(jti(2), thumbprint(4));
        store().validationTokens().add(validationToken(1));
        store().validationTokens().add(validationToken(2));
        store().validationTokens().remove(jti(2), List.of(), List.of());
        store().peers().put(peer(1, "held"));
        store().peers().put(peer(2));
        store().subscriptions().put(subscription(1, 1, "a"));
        store().subscribers().put(subscriber(1, 2, "a", 1), 10);
        store().subscribers().put(subscriber(2, 2, "b", 1), 10);
        store().subscribers().put(subscriber(3, 2, "c", 2), 10);
        store().subscribers().revoke(instance(2), subscriptionId(2));
        store().tokens().revoke(jti(2));
        store().audit().put(new AuditHead(7, "ab".repeat(32), true));
        var schema = store().schema().state();

        reopen();
        assertEquals(Optional.of(instance(1)), store().owner());
        assertToken(used, store().tokens().find(jti(1)).orElseThrow());
        assertEquals(State.REVOKED, store().tokens().find(jti(2)).orElseThrow().state());
        assertTrue(store().tokens().wasAccepted(jti(2), thumbprint(4)));
        assertEquals(Optional.of(validationToken(1)), store().validationTokens().find(jti(1)));
        assertEquals(
                ValidationToken.State.REMOVED,
                store().validationTokens().find(jti(2)).orElseThrow().state());
        assertEquals(List.of(peer(1, "held"), peer(2)), store().peers().list());
        assertEquals(List.of(subscription(1, 1, "a")), store().subscriptions().list());
        assertEquals(List.of(subscriber(1, 2, "a", 1)), store().subscribers().list());
        assertEquals(Put.REVOKED, store().subscribers().put(subscriber(2, 2, "b", 1), 10));
        assertEquals(
                Optional.of(new AuditHead(7, "ab".repeat(32), true)),
                store().audit().find());
        assertEquals(schema, store().schema().state());
    }

    @Test
    default void deletedStaysDeletedWhenReopened() throws Exception {
        store().tokens().add(token(1));
        store().peers().put(peer(1));
        store().peers().put(peer(2));
        store().subscriptions().put(subscription(1, 1, "a"));
        store().subscribers().put(subscriber(1, 2, "a", 1), 10);
        store().subscriptions().delete(subscriptionId(1));
        store().subscribers().delete(instance(2), subscriptionId(1));
        store().peers().remove(instance(2));

        reopen();
        assertEquals(List.of(peer(1)), store().peers().list());
        assertEquals(List.of(), store().subscriptions().list());
        assertEquals(List.of(), store().subscribers().list());
    }
}
