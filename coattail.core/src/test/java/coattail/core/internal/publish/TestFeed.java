// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** A stream that takes events when it is told to. */
final class TestFeed implements Feed {
    private Attachment attachment;
    int told;
    boolean ended;
    Failure failure;

    int largest = Integer.MAX_VALUE;

    static TestFeed at(Line line) {
        return attach(new TestFeed(), line);
    }

    static TestFeed attach(TestFeed feed, Line line) {
        feed.attachment = line.attach(feed);
        return feed;
    }

    @Override
    public int largestBody() {
        return largest;
    }

    Message.Subscribed answer() {
        return attachment.answer();
    }

    /** The next event, {@code null} where none waits. */
    Message.Notify take() {
        return attachment.source().poll();
    }

    /** All that wait. */
    List<Message.Notify> takeAll() {
        var events = new ArrayList<Message.Notify>();
        for (var event = take(); event != null; event = take()) {
            events.add(event);
        }
        return events;
    }

    /** The texts of all that wait. */
    List<String> texts() {
        return takeAll().stream().map(TestFeed::text).toList();
    }

    static String text(Message.Notify event) {
        return new String(event.data().toByteArray(), StandardCharsets.UTF_8);
    }

    ErrorCode endedWith() {
        return failure.code();
    }

    @Override
    public synchronized void ready() {
        told++;
    }

    @Override
    public synchronized void end(Failure why) {
        assertFalse(ended, "a feed ends once");
        ended = true;
        failure = why;
    }
}
