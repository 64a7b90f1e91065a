// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import coattail.api.Action;
import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.Receiver;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.Permissions;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.ValidationAdmin;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Store;
import coattail.core.spi.Transport;

/** An instance under test: whole, but for the socket and the disk. */
final class TestInstance implements AutoCloseable {
    static final long SECONDS = 20;

    final String name;
    final InMemoryStore store;
    private final Path directory;
    final Transport transport;
    private CoattailInstance instance;
    private volatile Duration ahead = Duration.ZERO;
    private volatile Duration calendar = Duration.ZERO;

    TestInstance(String name, Path parent, Transport transport) {
        this.name = name;
        this.store = new InMemoryStore();
        this.directory = parent.resolve(name);
        this.transport = transport;
        start();
    }

    /** Starts anew with what is stored, as another process. */
    void start() {
        start(store);
    }

    /** Starts anew with a store in front of this instance's own. */
    void start(Store front) {
        var settings = new Settings(
                name,
                directory,
                true,
                "127.0.0.1",
                0,
                "127.0.0.1",
                AdmissionLimits.DEFAULT,
                1_024,
                1 << 20,
                8,
                10_000,
                1_000);
        var ports = new Ports(
                transport,
                front,
                () -> System.nanoTime() / 1_000_000 + ahead.toMillis(),
                this::now,
                new SecureRandom());
        directory.toFile().mkdirs();
        instance = new CoattailInstance(settings, ports, "test");
    }

    void open() {
        try {
            instance.open();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets so much time pass for this instance at once. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    /** Sets the date forward: tokens and certificates age, connections and deadlines don't. */
    void setForward(Duration time) {
        calendar = calendar.plus(time);
    }

    /** The time that this instance sees on the wall. */
    Instant now() {
        return Instant.now().plus(ahead).plus(calendar);
    }

    CoattailInstance instance() {
        return instance;
    }

    String id() {
        return instance.id();
    }

    Coattail coattail() {
        return instance.coattail();
    }

    <I, O> TestInstance offers(String name, Class<I> input, Class<O> output, Action<I, O> action) {
        Handlers.offer(instance.actions(), name, input, output, action);
        return this;
    }

    <T> TestInstance receives(String name, Class<T> event, Receiver<T> receiver) {
        Handlers.offer(instance.receivers(), name, event, receiver);
        return this;
    }

    PeerAdmin peers() {
        return admin(PeerAdmin.class);
    }

    TokenAdmin tokens() {
        return admin(TokenAdmin.class);
    }

    KeyAdmin keys() {
        return admin(KeyAdmin.class);
    }

    Path directory() {
        return directory;
    }

    ValidationAdmin validations() {
        return admin(ValidationAdmin.class);
    }

    SubscriptionAdmin subscriptions() {
        return admin(SubscriptionAdmin.class);
    }

    SessionAdmin sessions() {
        return admin(SessionAdmin.class);
    }

    AuthorityAdmin authority() {
        return admin(AuthorityAdmin.class);
    }

    HandlerAdmin handlers() {
        return admin(HandlerAdmin.class);
    }

    InstanceAdmin admin() {
        return admin(InstanceAdmin.class);
    }

    private <T> T admin(Class<T> type) {
        return type.cast(instance.admins().get(type));
    }

    /** Issues a token that allows these names to be performed and published, and everything to be subscribed to. */
    String token(String... names) {
        return tokens().issue(request(names)).reveal();
    }

    static TokenRequest request(String... names) {
        return request(java.util.List.of(), names);
    }

    static TokenRequest request(java.util.List<String> bearers, String... names) {
        var list = java.util.List.of(names);
        return new TokenRequest(
                list,
                list,
                java.util.List.of("*"),
                bearers,
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(TokenRequest.DEFAULT_LIFETIME),
                false,
                false,
                Permissions.Limits.DEFAULT);
    }

    /** Adds another instance as a peer, by a token that it issues for this. */
    TestInstance knows(TestInstance other, String... names) {
        get(peers().add(other.token(names), Optional.of(other.name), Optional.empty()));
        return this;
    }

    /** Waits until something holds. */
    static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.onSpinWait();
        }
    }

    /** The value of a stage; its {@link CoattailException} is thrown as it is. */
    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CoattailException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("nothing came within " + SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        instance.leave();
        instance.close();
    }
}
