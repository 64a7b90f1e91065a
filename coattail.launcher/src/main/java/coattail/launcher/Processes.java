// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes. */
final class Processes {
    private Processes() {}

    /**
     * Asks all of them to end, and kills those that haven't after the given time, or when the caller is interrupted.
     */
    static void end(Collection<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        if (!ended(processes, patience)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            // Bounded, too: a process that hangs in the kernel doesn't end even so.
            ended(processes, patience);
        }
    }

    private static boolean ended(Collection<ProcessHandle> processes, Duration patience) {
        var exits = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process never fails", e);
        }
    }
}
