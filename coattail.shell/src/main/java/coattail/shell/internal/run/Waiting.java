// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import coattail.api.Call;

/** Waits until what is under way is done or the user gives up: Ctrl-C interrupts the command's thread. */
public final class Waiting {
    private Waiting() {}

    /** The result of a call. If the user gives up the call is cancelled. */
    public static <T> T on(Call<T> call) throws Exception {
        return on(call.result(), call);
    }

    /** What one of a call's stages completes with. If the user gives up the call is cancelled. */
    public static <T> T on(CompletionStage<T> stage, Call<?> call) throws Exception {
        try {
            return on(stage);
        } catch (InterruptedException givenUp) {
            call.cancel();
            throw givenUp;
        }
    }

    /** What a stage completes with. It goes on if the user gives up. */
    public static <T> T on(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
