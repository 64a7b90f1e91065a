// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.id;
import static coattail.core.internal.publish.Site.request;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.internal.wire.Failure;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;

/** What ends, and what stays as it is, where the store can't delete. */
class HubBrokenStoreTest {
    private static final Failure TOKEN_REVOKED = Failure.of(ErrorCode.REVOKED, "the token was revoked");

    private final Site site = new Site();

    /** A hub on the same tokens whose store can't delete. */
    private Hub brokenHub() {
        return new Hub(
                new BrokenSubscribers(site.store.subscribers()),
                site.timers,
                () -> Site.WALL,
                new Random(1),
                PublicationLimits.DEFAULT,
                site.budget,
                Runnable::run,
                id -> new InstanceRef(id, id));
    }

    @Test
    void anEndedTokenEndsEveryStreamAlsoWhereTheStoreFails() {
        var hub = brokenHub();
        var feeds = new ArrayList<TestFeed>();
        for (int i = 1; i <= 3; i++) {
            feeds.add(TestFeed.at(hub.subscribe(instance(i), jti(1), 100, request(i, 0, -1), () -> {})));
        }
        var expired = Failure.of(ErrorCode.EXPIRED, "the token has expired");
        var failure = assertThrows(StoreException.class, () -> hub.tokenEnded(jti(1), expired));
        assertEquals(2, failure.getSuppressed().length);
        assertTrue(feeds.stream().allMatch(feed -> feed.endedWith() == ErrorCode.EXPIRED));
        assertEquals(0, hub.size());
    }

    @Test
    void aTokenWhoseEndCannotBeStoredHidesNoOther() {
        var hub = brokenHub();
        var feeds = new ArrayList<TestFeed>();
        for (int i = 1; i <= 2; i++) {
            feeds.add(TestFeed.at(hub.subscribe(instance(i), jti(i), 100, request(i, 0, -1), () -> {})));
        }
        var failure = assertThrows(StoreException.class, () -> hub.tokensEnded(List.of(jti(1), jti(2)), TOKEN_REVOKED));
        assertEquals(1, failure.getSuppressed().length);
        assertTrue(feeds.stream().allMatch(feed -> feed.endedWith() == ErrorCode.REVOKED));
        assertEquals(0, hub.size());
    }

    @Test
    void whatCannotBeStoredHasNotChanged() {
        var hub = brokenHub();
        var feed = TestFeed.at(hub.subscribe(instance(1), jti(1), 100, request(1, 0, -1), () -> {}));
        assertThrows(StoreException.class, () -> hub.unsubscribe(instance(1), id(1)));
        assertThrows(StoreException.class, () -> hub.unsubscribeOthers(instance(1), () -> Set.of()));
        assertThrows(StoreException.class, () -> hub.revoke(instance(1), id(1)));
        assertFalse(feed.ended);
        assertEquals(1, hub.size());
    }

    /** A store that can't delete. */
    private record BrokenSubscribers(Subscribers store) implements Subscribers {
        @Override
        public Optional<Subscriber> find(String instanceId, String subscriptionId) {
            return store.find(instanceId, subscriptionId);
        }

        @Override
        public List<Subscriber> ofInstance(String instanceId) {
            return store.ofInstance(instanceId);
        }

        @Override
        public List<Subscriber> list() {
            return store.list();
        }

        @Override
        public Put put(Subscriber subscriber, int most) {
            return store.put(subscriber, most);
        }

        @Override
        public boolean delete(String instanceId, String subscriptionId) {
            throw new StoreException("the disk is full");
        }

        @Override
        public List<String> deleteOthers(String instanceId, Collection<String> subscriptionIds) {
            throw new StoreException("the disk is full");
        }

        @Override
        public boolean revoke(String instanceId, String subscriptionId) {
            throw new StoreException("the disk is full");
        }
    }
}
