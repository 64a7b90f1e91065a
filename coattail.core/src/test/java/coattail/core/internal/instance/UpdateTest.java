// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.internal.testing.OwnThread;

/** What callers notice of actions that are replaced, or are faulty. */
class UpdateTest {
    record Text(String text) {}

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private TestInstance instance;

    @BeforeEach
    void open() {
        instance = new TestInstance("north", directory, new InMemoryTransport(network));
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
        network.close();
    }

    @Test
    void noCallIsLostWhileAnActionIsReplaced() throws Exception {
        var replacing = new AtomicBoolean(true);
        var answered = new AtomicInteger();
        Action<Text, Text> echo = (text, invocation) -> text;
        var remove = Handlers.offer(instance.instance().actions(), "echo", Text.class, Text.class, echo);
        var caller = CompletableFuture.runAsync(
                () -> {
                    while (replacing.get()) {
                        var answer = instance.coattail().local().perform("echo", new Text("x"), Text.class);
                        assertEquals(new Text("x"), get(answer.result()));
                        answered.incrementAndGet();
                    }
                },
                OwnThread.EACH);
        while (answered.get() < 50 && !caller.isDone()) {
            Thread.onSpinWait();
            remove.run();
            remove = Handlers.offer(instance.instance().actions(), "echo", Text.class, Text.class, echo);
        }
        replacing.set(false);
        caller.get(TestInstance.SECONDS, TimeUnit.SECONDS);

        assertTrue(answered.get() >= 50);
    }

    @Test
    void outputThatCannotBeWrittenIsTheActionsFault() {
        instance.offers("hollow", Void.class, Text.class, (nothing, invocation) -> new Text(null));
        var call = instance.coattail().local().perform("hollow", null, Text.class);
        var failure = assertThrows(CoattailException.class, () -> get(call.result()));

        assertEquals(ErrorCode.ACTION_FAILED, failure.code());
    }
}
