// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessesTest {

    /** A shell that says when it is ready and then waits for input that never comes. */
    private static Process shell(String before) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", before + "echo ready; read line").start();
        BufferedReader output = process.inputReader();
        assertEquals("ready", output.readLine());
        return process;
    }

    @Test
    void oneThatDoesNotHeedIsKilled() throws IOException {
        Process heedless = shell("trap '' TERM; ");
        Process heeding = shell("");
        Processes.end(List.of(heedless.toHandle(), heeding.toHandle()), Duration.ofMillis(500));
        assertFalse(heeding.isAlive());
        assertFalse(heedless.isAlive());
    }

    @Test
    void oneThatHeedsMayEndByItself() throws IOException, InterruptedException {
        Process orderly = shell("trap 'exit 7' TERM; ");
        Processes.end(List.of(orderly.toHandle()), Duration.ofSeconds(50));
        assertEquals(7, orderly.waitFor());
    }
}
