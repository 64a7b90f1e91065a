// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.EventQueue;

/** Workers without threads of their own. */
class LentThreadsTest {
    private final EventQueue handlers = new EventQueue();
    private final EventQueue tasks = new EventQueue();
    private final Workers workers = new Workers(handlers, tasks);
    private final List<String> done = new ArrayList<>();

    @Test
    void eachKindRunsWhereItWasGivenTo() {
        var own = Thread.currentThread().getName();
        workers.execute(
                "coattail echo",
                getClass().getClassLoader(),
                () -> done.add(Thread.currentThread().getName()));
        workers.executor().execute(() -> done.add("task"));
        assertEquals(List.of(), done);
        tasks.runAll();
        handlers.runAll();
        assertEquals(List.of("task", "coattail echo"), done);
        assertEquals(own, Thread.currentThread().getName());
    }

    @Test
    void closingLeavesWhatIsOthersAsItIs() {
        workers.close();
        workers.executor().execute(() -> done.add("task"));
        tasks.runAll();
        assertEquals(List.of("task"), done);
    }
}
