// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Instance;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.api.Payload;
import coattail.core.internal.testing.TestNetwork;

/** Bodies of many frames, between two whole instances. */
public class LargeBodiesTest {
    /** As much as is taken by default. */
    private static final int LARGE = 1 << 20;

    @TempDir
    Path directory;

    private final AtomicReference<Throwable> seen = new AtomicReference<>();
    private TestNetwork network;
    private TestInstance north;
    private TestInstance south;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void open() {
        network = network();
        north = new TestInstance("north", directory, network.transport());
        south = new TestInstance("south", directory, network.transport());
        north.offers("bytes", byte[].class, byte[].class, (input, invocation) -> input)
                .offers("through", Payload.class, Payload.class, (input, invocation) -> input)
                .offers("count", Payload.class, Long.class, (input, invocation) -> count(input))
                .offers("ignore", Payload.class, String.class, (input, invocation) -> "done")
                .offers("make", Integer.class, Payload.class, (size, invocation) -> payload(random(size)))
                .offers(
                        "short",
                        Void.class,
                        Payload.class,
                        (input, invocation) ->
                                Payload.of(ContentType.OPAQUE, LARGE, new ByteArrayInputStream(new byte[LARGE / 2])));
        north.open();
        south.open();
        south.knows(north, "bytes", "through", "count", "ignore", "make", "short");
    }

    @AfterEach
    void close() throws Exception {
        south.close();
        north.close();
        network.close();
    }

    private long count(Payload input) throws IOException {
        try (var stream = input.stream()) {
            long count = 0;
            byte[] buffer = new byte[10_000];
            for (int size = stream.read(buffer); size >= 0; size = stream.read(buffer)) {
                count += size;
            }
            return count;
        } catch (IOException e) {
            seen.set(e);
            throw e;
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Payload payload(byte[] bytes) {
        return Payload.of(ContentType.OPAQUE, bytes.length, new ByteArrayInputStream(bytes));
    }

    private <T> T perform(String action, Object input, Class<T> output, Option... options) {
        return TestInstance.get(south.coattail()
                .peer("north")
                .perform(action, input, output, options)
                .result());
    }

    private ErrorCode failure(String action, Object input, Option... options) {
        return assertThrows(CoattailException.class, () -> perform(action, input, String.class, options))
                .code();
    }

    @Test
    void whatIsNoPayloadIsGathered() {
        for (int size : new int[] {11_000, 15_000, 16_000, 100_000, LARGE}) {
            assertArrayEquals(random(size), perform("bytes", random(size), byte[].class));
        }
    }

    @Test
    void aPayloadPassesThrough() throws IOException {
        for (int size : new int[] {0, 1, 11_000, 16_000, LARGE}) {
            var output = perform("through", payload(random(size)), Payload.class);
            assertEquals(size, output.length());
            assertEquals(size > 0, output.isStream());
            assertArrayEquals(random(size), output.stream().readAllBytes());
        }
        var text = Payload.of(ContentType.TEXT, "in memory".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
        assertEquals("in memory".repeat(10_000), perform("through", text, String.class));
    }

    @Test
    void eitherSideMayGather() throws IOException {
        assertArrayEquals(random(LARGE), perform("bytes", payload(random(LARGE)), byte[].class));
        assertEquals(LARGE, perform("count", random(LARGE), Long.class));
        assertArrayEquals(
                random(300_000),
                perform("make", 300_000, Payload.class).stream().readAllBytes());
    }

    @Test
    void theSameLocally() throws IOException {
        var local = north.coattail().local();
        assertEquals(
                LARGE,
                TestInstance.get(local.perform("count", payload(random(LARGE)), Long.class)
                        .result()));
        assertArrayEquals(
                random(LARGE),
                TestInstance.get(local.perform("bytes", payload(random(LARGE)), byte[].class)
                        .result()));
        var output = TestInstance.get(
                local.perform("through", payload(random(LARGE)), Payload.class).result());
        assertArrayEquals(random(LARGE), output.stream().readAllBytes());
    }

    @Test
    void moreThanIsTakenIsRefused() {
        assertEquals(ErrorCode.TOO_LARGE, failure("count", payload(random(LARGE + 1))));
        assertEquals(ErrorCode.TOO_LARGE, failure("make", LARGE + 1));
        assertEquals(ErrorCode.FORBIDDEN, failure("other", payload(random(LARGE))), "the gate comes first");
        assertEquals(LARGE, perform("count", payload(random(LARGE)), Long.class));
    }

    @Test
    void anActionMayLeaveItsInput() {
        for (int i = 0; i < 20; i++) {
            assertEquals("done", perform("ignore", payload(random(LARGE)), String.class));
        }
        assertEquals(LARGE, perform("count", payload(random(LARGE)), Long.class));
    }

    @Test
    void aStreamThatIsShortFails() {
        var half = Payload.of(ContentType.OPAQUE, LARGE, new ByteArrayInputStream(new byte[LARGE / 2]));
        assertEquals(ErrorCode.BAD_INPUT, failure("count", half));
        var broken = Payload.of(ContentType.OPAQUE, LARGE, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is on fire");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        });
        assertEquals(ErrorCode.BAD_INPUT, failure("count", broken));

        var output = perform("short", null, Payload.class);
        var thrown = assertThrows(IOException.class, () -> output.stream().readAllBytes());
        var cause = assertInstanceOf(CoattailException.class, thrown.getCause());
        assertEquals(ErrorCode.ACTION_FAILED, cause.code());
        assertFalse(cause.getMessage().contains("stated length"), "the reason stays in the action's log");
        assertEquals(ErrorCode.ACTION_FAILED, failure("short", null), "where it is gathered as well");
    }

    @Test
    void theDeadlineHoldsToTheLastByte() throws Exception {
        var begun = new CountDownLatch(1);
        var never = Payload.of(ContentType.OPAQUE, LARGE, new InputStream() {
            @Override
            public int read() throws IOException {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        });
        var call = south.coattail().peer("north").perform("count", never, Long.class);
        assertTrue(begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
        call.cancel();
        assertEquals(
                ErrorCode.CANCELLED,
                assertThrows(CoattailException.class, () -> TestInstance.get(call.result()))
                        .code());
        TestInstance.await("the action's stream ends", () -> seen.get() != null);

        var output = perform("make", LARGE, Payload.class, Option.deadline(Duration.ofMinutes(1)));
        try (var stream = output.stream()) {
            assertEquals(100, stream.readNBytes(100).length);
            north.pass(Duration.ofMinutes(2));
            awaitNothingRuns();
            var late = assertThrows(IOException.class, stream::readAllBytes);
            assertEquals(
                    ErrorCode.DEADLINE,
                    assertInstanceOf(CoattailException.class, late.getCause()).code());
        }
    }

    @Test
    void whoClosesAStreamEndsTheCall() throws IOException {
        for (int i = 0; i < 100; i++) {
            var output = perform("make", LARGE, Payload.class);
            try (var stream = output.stream()) {
                assertEquals(100, stream.readNBytes(100).length);
            }
        }
        awaitNothingRuns();
    }

    private void awaitNothingRuns() {
        TestInstance.await("no place stays taken", () -> north.handlers().actions().stream()
                .allMatch(action -> action.running() == 0));
    }

    @Test
    void whatIsPublishedIsWhole() throws Exception {
        BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
        south.receives("collect", byte[].class, (event, delivery) -> events.add(event));
        TestInstance.get(
                south.coattail().peer("north").subscribe("bytes", "collect").result());
        for (int size : new int[] {LARGE, 100, 200_000}) {
            var publication = TestInstance.get(south.coattail()
                    .peer("north")
                    .publish("bytes", random(size), Option.verdicts())
                    .result());
            assertEquals(1, publication.counts().get(Outcome.PROCESSED));
            assertArrayEquals(random(size), events.poll(TestInstance.SECONDS, TimeUnit.SECONDS));
        }
        for (var peer :
                new Instance[] {south.coattail().peer("north"), north.coattail().local()}) {
            var refused = assertThrows(
                    CoattailException.class,
                    () -> TestInstance.get(
                            peer.publish("bytes", payload(random(LARGE))).result()));
            assertEquals(ErrorCode.UNSUPPORTED_TYPE, refused.code());
        }
        var call = south.coattail()
                .peer("north")
                .perform("through", payload(random(LARGE)), Payload.class, Option.publishResult());
        assertArrayEquals(
                random(LARGE), TestInstance.get(call.result()).stream().readAllBytes());
        assertEquals(
                ErrorCode.UNSUPPORTED_TYPE,
                assertThrows(CoattailException.class, () -> TestInstance.get(call.publication()))
                        .code());
    }
}
