// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coattail.launcher.frame.Frame;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceClientTest {
    private static final Request REQUEST = new Request(false, true, 0, List.of(Word.word("info")));

    @TempDir
    private Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(InstanceDirectory instance) {
        return new InstanceClient(instance).run(REQUEST, new PrintStream(out), new PrintStream(err),
                (prompt, hidden) -> hidden ? "secret of " + prompt : null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void printsWhatComesWhereItBelongsAndEndsWithTheExitCode() throws Exception {
        try (var instance = new TestInstance(directory.resolve("plant"))) {
            var served = instance.answer(channel -> {
                assertEquals(REQUEST, Request.decoded(channel.receive().payload()));
                channel.send(FrameType.OUTPUT, bytes("ü"));
                channel.send(FrameType.ERROR, bytes("wrong\n"));
                channel.send(FrameType.OUTPUT, bytes("!\n"));
                channel.send(FrameType.EXIT, new byte[] {2});
            });
            assertEquals(2, run(instance.directory()));
            served.get(10, TimeUnit.SECONDS);
            assertEquals("ü!\n", out.toString(StandardCharsets.UTF_8));
            assertEquals("wrong\n", err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void answersQuestionsAndTellsNoAnswerFromAnEmptyOne() throws Exception {
        try (var instance = new TestInstance(directory.resolve("plant"))) {
            var served = instance.answer(channel -> {
                channel.receive();
                channel.send(FrameType.QUESTION, bytes("\u0001Token: "));
                assertEquals("\0secret of Token: ", channel.receive().text());
                channel.send(FrameType.QUESTION, bytes("\0Sure? "));
                Frame none = channel.receive();
                assertEquals(0, none.payload().length);
                channel.send(FrameType.EXIT, new byte[] {0});
            });
            assertEquals(0, run(instance.directory()));
            served.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInstanceThatDiesMeanwhileIsAFailure() throws Exception {
        try (var instance = new TestInstance(directory.resolve("plant"))) {
            var served = instance.answer(channel -> channel.receive());
            Failure failure = assertThrows(Failure.class, () -> run(instance.directory()));
            assertTrue(failure.getMessage().contains("went away"), failure.getMessage());
            served.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInstanceThatDoesNotRunIsSaidToBeStarted() throws IOException {
        InstanceDirectory stopped = TestInstance.stopped(directory.resolve("plant"));
        Failure failure = assertThrows(Failure.class, () -> run(stopped));
        assertTrue(failure.getMessage().contains("isn't running; 'coattail service start"), failure.getMessage());
        assertEquals(Optional.empty(), new InstanceClient(stopped).state());
    }

    @Test
    void aPathTooLongForASocketIsNoHindrance() throws Exception {
        Path deep = directory.resolve("a-directory-with-a-long-name-".repeat(4)).resolve("plant");
        try (var instance = new TestInstance(deep)) {
            var served = instance.answer(channel -> {
                assertEquals(FrameType.STATE, channel.receive().type());
                channel.send(FrameType.OUTPUT, bytes("id=ct:x\nlistening=true\nwaiting=a\nwaiting=b\n"));
                channel.send(FrameType.EXIT, new byte[] {0});
            });
            assertEquals(Optional.of(Map.of("id", "ct:x", "listening", "true", "waiting", "a\nb")),
                    new InstanceClient(instance.directory()).state());
            served.get(10, TimeUnit.SECONDS);
        }
    }
}
