// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;

/** Actions that don't return, or not as they should: who called is told, and other actions don't notice. */
class StubbornHandlersTest {
    /** As many calls as an action has places, and some; of one that ends, a few. */
    private static final int CALLS = 70;

    private static final int FEW = 3;

    private static final String SHORT = "00000064";

    @TempDir
    Path directory;

    private final CountDownLatch over = new CountDownLatch(1);
    private HostileGround ground;

    @AfterEach
    void close() {
        over.countDown();
        ground.close();
    }

    @Test
    void keepNobodyElseFromBeingServed() throws Exception {
        var variants = Variants.of(StubbornHandlersTest.class, "an action that doesn't return, or not as it should");
        ground = new HostileGround(directory).offers("good");
        stubborn().forEach((name, action) -> ground.north.offers(name, String.class, Object.class, action));
        ground.open();
        var caller = ground.side("caller");
        var all = java.util.List.of("*");
        var peer = HostileGround.granted(caller, ground.issue(all, all, all));
        for (var name : stubborn().keySet()) {
            int calls = name.startsWith("waits") || name.equals("parks") ? CALLS : FEW;
            for (int i = 0; i < calls; i++) {
                peer.say(HostileGround.call(FrameType.PERFORM, peer.stream(), 1, name, "")
                        .tag(0x23, SHORT));
            }
            int told = 0;
            for (int i = 0; i < calls; i++) {
                var answer = peer.hearNext();
                told += answer.type() == FrameType.ERROR && answer.stream() != 0 ? 1 : 0;
            }
            long stream = peer.stream();
            peer.say(HostileGround.call(FrameType.PERFORM, stream, 1, "good", name));
            boolean served = peer.hear(stream).type() == FrameType.RESPONSE && ground.handled.contains(name);
            variants.tried(name + ", " + told + " were told", told != calls || !served);
        }
        assertEquals(stubborn().size(), ground.handled.size());
        variants.hold();
    }

    private Map<String, Action<String, Object>> stubborn() {
        var actions = new LinkedHashMap<String, Action<String, Object>>();
        actions.put("waits on when interrupted", (input, invocation) -> {
            while (true) {
                try {
                    over.await();
                    return "";
                } catch (InterruptedException e) {
                    // It doesn't care.
                }
            }
        });
        actions.put("parks", (input, invocation) -> {
            while (over.getCount() > 0) {
                LockSupport.parkNanos(20_000_000);
                Thread.interrupted(); // which it doesn't care about either
            }
            return "";
        });
        actions.put("waits for a lock", (input, invocation) -> {
            synchronized (over) {
                while (over.getCount() > 0) {
                    LockSupport.parkNanos(20_000_000);
                    Thread.interrupted(); // which it doesn't care about either
                }
            }
            return "";
        });
        actions.put("recurses", (input, invocation) -> recurse(1));
        actions.put("is out of memory", (input, invocation) -> {
            throw new OutOfMemoryError("so it says");
        });
        actions.put("lacks a class", (input, invocation) -> {
            throw new NoClassDefFoundError("coattail/Gone");
        });
        actions.put("ends its thread", (input, invocation) -> {
            throw new ThreadDeath();
        });
        actions.put("throws what has no message", (input, invocation) -> {
            throw new Nameless();
        });
        actions.put("returns itself for ever", (input, invocation) -> {
            var endless = new LinkedHashMap<String, Object>();
            endless.put("again", endless);
            return endless;
        });
        actions.put("returns what can't be read", (input, invocation) -> new Unreadable());
        return actions;
    }

    private static Object recurse(int depth) {
        return depth < 0 ? "" : recurse(depth + 1) + "x";
    }

    /** A fault that is one itself. */
    private static final class Nameless extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** A bean whose property fails. */
    public static final class Unreadable {
        private final Iterator<String> names = Collections.emptyIterator();

        public String getName() {
            return names.next();
        }
    }
}
