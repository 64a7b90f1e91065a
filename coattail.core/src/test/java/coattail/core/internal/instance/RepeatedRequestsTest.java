// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

/** What an instance sends again under an idempotency key, as the peer sees it. */
class RepeatedRequestsTest {
    private static final Option KEY = Option.idempotencyKey(new UUID(1, 2));
    private static final Id16 BOOT = new Id16(1, 2);

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private TestInstance south;

    @BeforeEach
    void holdTheTokenOfAPeer() {
        south = new TestInstance("south", directory, new InMemoryTransport(network));
        var issuer = new TestInstance("hand", directory, south.transport);
        issuer.open();
        var held = new HeldToken(new Secret(issuer.token("act")), "127.0.0.1", 9, true);
        issuer.close();
        south.store
                .peers()
                .put(new PeerRecord(issuer.id(), "hand", Optional.of(held), Instant.now(), Optional.empty()));
        south.close();
        south.start();
        south.open();
    }

    @AfterEach
    void close() throws Exception {
        south.close();
        network.close();
    }

    private Call<String> act() {
        return south.coattail().peer("hand").perform("act", "input", String.class, KEY);
    }

    @Test
    void theSameRequestGoesOverTheNextConnection() throws Exception {
        var first = new Silent(BOOT);
        var call = act();
        first.awaitPerform();
        first.cut();
        var second = new Silent(BOOT);
        second.awaitPerform();
        assertEquals(
                first.performs.get(0).call().key(),
                second.performs.get(0).call().key());
        assertEquals(first.performs.get(0).name(), second.performs.get(0).name());
        second.answer();
        assertEquals("done", get(call.result()));
    }

    @Test
    void aPeerThatWasRestartedKnowsNoKeys() throws Exception {
        var first = new Silent(BOOT);
        var call = act();
        first.awaitPerform();
        first.cut();
        var restarted = new Silent(new Id16(3, 4));
        var failure = assertThrows(CoattailException.class, () -> get(call.result()));
        assertEquals(ErrorCode.NOT_CONNECTED, failure.code());
        assertTrue(failure.getMessage().contains("restarted"), failure.getMessage());
        assertEquals(List.of(), restarted.performs);
    }

    @Test
    void aCancelFollowsIt() throws Exception {
        var first = new Silent(BOOT);
        var call = act();
        first.awaitPerform();
        first.cut();
        var second = new Silent(BOOT);
        second.awaitPerform();
        call.cancel();
        await("the cancel comes", () -> second.cancelled);
    }

    @Test
    void whatNobodyWaitsForIsNotSentAgain() throws Exception {
        var first = new Silent(BOOT);
        var call = act();
        first.awaitPerform();
        first.cut();
        await("the loss is noticed", () -> south.sessions().list().isEmpty());
        call.cancel();
        var second = new Silent(BOOT);
        var other = south.coattail().peer("hand").perform("act", "other", String.class);
        second.awaitPerform();
        second.answer();
        assertEquals("done", get(other.result()));
        assertEquals(1, second.performs.size());
    }

    /** Accepts the token, and answers when it is told to. */
    private final class Silent extends HandPeer {
        final List<Message.Perform> performs = new CopyOnWriteArrayList<>();
        volatile boolean cancelled;
        private final List<Inbound> streams = new CopyOnWriteArrayList<>();

        Silent(Id16 boot) throws Exception {
            super(directory.resolve("hand").resolve("keys"), boot);
            dial(south);
        }

        void awaitPerform() {
            await("the request comes", () -> !streams.isEmpty());
        }

        void answer() {
            run(session -> {
                session.respond(
                        streams.get(0),
                        new Message.Response(
                                Body.of(ContentType.JSON, "\"done\"".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                                Map.of(),
                                Optional.empty()));
                session.release(streams.get(0));
            });
        }

        @Override
        public void authenticate(Inbound stream, Message.Request credential) {
            run(session -> {
                session.grant(stream, 1, -1);
                session.release(stream);
            });
        }

        @Override
        public void request(Inbound stream, Message.GrantedRequest request) {
            if (request instanceof Message.Perform perform) {
                performs.add(perform);
                streams.add(stream);
            } else {
                run(session -> {
                    session.respond(stream, Message.Response.EMPTY);
                    session.release(stream);
                });
            }
        }

        @Override
        public void cancelled(Inbound stream, boolean lost) {
            cancelled = true;
            run(session -> session.release(stream));
        }
    }
}
