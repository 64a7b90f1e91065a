// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

/** A peer that decides which of two connections stays, and keeps both: when the newer is lost, the older serves. */
class LostNewerTest {
    @TempDir
    Path directory;

    @Test
    void subscriptionsGoOnOverTheOlderConnection() throws Exception {
        var network = new EventThread("network");
        var south = new TestInstance("south", directory, new InMemoryTransport(network));
        var issuer = smallerThan(south);
        holdTokenOf(issuer, south);
        south.close();
        south.start();
        south.receives("keep", String.class, (event, delivery) -> {});
        south.open();
        try {
            var older = new Publisher(issuer).dialled(south);
            get(south.coattail().peer("hand").subscribe("echo", "keep").result());
            var newer = new Publisher(issuer).dialled(south);
            await("subscribed anew", () -> newer.subscribed.equals(List.of("echo")));
            older.subscribed.clear();

            newer.cut();
            await("subscribed on the older again", () -> older.subscribed.equals(List.of("echo")));
            get(south.coattail().peer("hand").subscribe("other", "keep").result());
            assertEquals(List.of("echo", "other"), older.subscribed);
        } finally {
            south.close();
            network.close();
        }
    }

    /** The operator added another token, over the connection that was lost. */
    @Test
    void theEndOfTheOlderOnesTokenIsNoRefusalOfTheTokenThatIsHeld() throws Exception {
        var network = new EventThread("network");
        var south = new TestInstance("south", directory, new InMemoryTransport(network));
        var issuer = smallerThan(south);
        var another = holdTokenOf(issuer, south);
        south.close();
        south.start();
        south.open();
        try {
            var older = new Publisher(issuer).dialled(south);
            var newer = new Publisher(issuer).dialled(south);
            get(south.peers().add(another, Optional.of("hand"), Optional.empty()));
            assertEquals(2, newer.tokens.get());
            newer.cut();
            await("the older serves", () -> south.sessions().list().size() == 1);

            older.run(session -> session.revoke(1, ErrorCode.REVOKED, "the token was revoked"));
            await(
                    "it dials with the token that it holds",
                    () -> south.peers().show("hand").reason().contains("nobody listens"));
        } finally {
            south.close();
            network.close();
        }
    }

    /** A directory with keys whose id is smaller, so that the other leaves it to their owner to end a connection. */
    private TestInstance smallerThan(TestInstance other) {
        for (int i = 0; ; i++) {
            var candidate = new TestInstance("hand" + i, directory, other.transport);
            if (candidate.id().compareTo(other.id()) < 0) {
                return candidate;
            }
            candidate.close();
        }
    }

    /** @return another token of the same issuer */
    private static String holdTokenOf(TestInstance issuer, TestInstance holder) {
        issuer.open();
        var another = issuer.token("echo", "other");
        var held = new HeldToken(new Secret(issuer.token("echo", "other")), "127.0.0.1", 9, true);
        issuer.close();
        holder.store
                .peers()
                .put(new PeerRecord(issuer.id(), "hand", Optional.of(held), Instant.now(), Optional.empty()));
        return another;
    }

    /** Accepts the token and every subscription. */
    private final class Publisher extends HandPeer {
        final List<String> subscribed = new CopyOnWriteArrayList<>();
        final AtomicInteger tokens = new AtomicInteger();
        private volatile boolean swept;

        Publisher(TestInstance issuer) {
            super(directory.resolve(issuer.name).resolve("keys"));
        }

        Publisher dialled(TestInstance instance) throws Exception {
            dial(instance);
            await("the end of the reconciliation", () -> swept);
            return this;
        }

        @Override
        public void authenticate(Inbound stream, Message.Request credential) {
            run(session -> {
                session.grant(stream, tokens.incrementAndGet(), -1);
                session.release(stream);
            });
        }

        @Override
        public void request(Inbound stream, Message.GrantedRequest request) {
            run(session -> {
                if (request instanceof Message.Subscribe subscribe) {
                    subscribed.add(subscribe.name());
                    session.attach(stream, new Message.Subscribed(1, 0, new Id16(9, 9)), () -> null);
                } else {
                    session.respond(stream, Message.Response.EMPTY);
                    session.release(stream);
                    swept |= request instanceof Message.Unsubscribe all
                            && all.subscription().isEmpty();
                }
            });
        }

        @Override
        public void detached(Inbound subscription, boolean lost) {
            // The instance stops, or has it on the other connection.
        }

        @Override
        public void cancelled(Inbound stream, boolean lost) {
            run(session -> session.release(stream));
        }
    }
}
