// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.api.ActionFailure;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Payload;

class SamplesTest {
    private final RecordingInstance instance = new RecordingInstance();

    @Test
    void echoAnswersItsInputUntouched() {
        var input = Payload.of(ContentType.JSON, "{\"n\":1.10}".getBytes(StandardCharsets.UTF_8));
        assertSame(input, new Echo().perform(input, instance.invocation()));
    }

    @Test
    void greetGreetsByName() throws Exception {
        assertEquals(
                "Hello, Ada",
                new Greet()
                        .perform(new Greet.Guest("Ada"), instance.invocation())
                        .text());
    }

    @Test
    void greetTellsItsCallerThatABlankNameIsNone() {
        var failure = assertThrows(
                ActionFailure.class, () -> new Greet().perform(new Greet.Guest(" "), instance.invocation()));
        assertEquals("A guest has a name: give one that isn't blank", failure.getMessage());
    }

    @Test
    void slowAnswersWhenTheTimeIsOver() throws Exception {
        assertEquals(new Slow.Nap(1), new Slow().perform(new Slow.Nap(1), instance.invocation()));
    }

    @Test
    void slowRefusesATimeThatNoCallMayTake() {
        for (long millis : new long[] {-1, 3_600_001}) {
            assertThrows(ActionFailure.class, () -> new Slow().perform(new Slow.Nap(millis), instance.invocation()));
        }
    }

    @Test
    void slowEndsWhenItIsInterrupted() throws Exception {
        var nap = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return new Slow().perform(new Slow.Nap(3_600_000), instance.invocation());
        });
        new Thread(nap, "napping").start();
        var failure = assertThrows(ExecutionException.class, () -> nap.get(10, TimeUnit.SECONDS));
        assertEquals(InterruptedException.class, failure.getCause().getClass());
    }

    @Test
    void rememberKeepsAnEventForRecallAndPublishesItOn() throws Exception {
        var memory = new Memory();
        var remember = new Remember(memory);
        remember.receive(Map.of("text", "Hello"), instance.delivery());
        remember.receive(null, instance.delivery());
        assertEquals(2, new Recall(memory).perform(null, instance.invocation()).size());
        assertEquals(
                Map.of("text", "Hello"),
                new Recall(memory).perform(null, instance.invocation()).get(0));
        assertEquals(
                List.of(
                        new RecordingInstance.Asked("publish", "remembered", Map.of("text", "Hello"), List.of()),
                        new RecordingInstance.Asked("publish", "remembered", null, List.of())),
                instance.asked);
    }

    @Test
    void memoryForgetsTheOldest() {
        var memory = new Memory();
        IntStream.rangeClosed(1, Memory.CAPACITY + 5).forEach(memory::keep);
        assertEquals(Memory.CAPACITY, memory.all().size());
        assertEquals(6, memory.all().get(0));
        assertEquals(Memory.CAPACITY + 5, memory.all().get(Memory.CAPACITY - 1));
    }

    @Test
    void welcomePerformsGreetAndPublishesTheGreeting() throws Exception {
        var guest = new Welcome.Guest("Ada");
        new Welcome().receive(guest, instance.delivery());
        assertEquals(
                List.of(new RecordingInstance.Asked("perform", "greet", guest, List.of(Option.publishResult()))),
                instance.asked);
    }

    @Test
    void whatFailsDownTheCascadeFailsTheReceiver() {
        var lost = new RecordingInstance(new CoattailException(ErrorCode.LOOP, "the cascade came back"));
        assertThrows(ExecutionException.class, () -> new Welcome().receive(new Welcome.Guest("Ada"), lost.delivery()));
        assertThrows(ExecutionException.class, () -> new Remember(new Memory()).receive(1, lost.delivery()));
    }
}
