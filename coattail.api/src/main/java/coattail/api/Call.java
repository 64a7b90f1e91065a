// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.util.concurrent.CompletionStage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A call under way.
 *
 * @param <T> the type of its result
 */
@ProviderType
public interface Call<T> {

    /**
     * The result. Completes on a worker thread, with a {@link CoattailException} where the call failed; never later
     * than the call's deadline and the 250 ms that the responder's own answer is given to arrive.
     */
    CompletionStage<T> result();

    /**
     * What became of the publication: for {@link Instance#publish} the same as {@link #result()}; for a perform with
     * {@link Option#publishResult()} the counts, and verdicts where they were asked for. It completes with a
     * {@link CoattailException} where the output was not published, of code {@link ErrorCode#BAD_INPUT} where the call
     * doesn't publish.
     */
    CompletionStage<Publication> publication();

    /**
     * Names the cascade that this call belongs to: the trace id of W3C Trace Context, 32 hexadecimal digits. It is in
     * the logs of all instances that something failed at for this call, and {@code coattail trace} shows what it
     * caused.
     */
    String traceId();

    /**
     * Asks for the call to end. Work that hasn't begun doesn't begin; a handler that runs is interrupted, and so are
     * the calls that it made. The stages complete with {@link ErrorCode#CANCELLED}. No effect on a call that is
     * complete.
     */
    void cancel();
}
