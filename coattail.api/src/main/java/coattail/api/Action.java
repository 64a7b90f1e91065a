// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A named unit of work that this instance and, with a token that allows it, its peers may perform.
 *
 * <p>Register an implementation as an OSGi service under this interface with the service property
 * {@value Whiteboard#ACTION_NAME} ({@link ActionName} sets it). When two services carry one name, the one of the higher
 * service ranking serves it; of equal rankings from bundles of one symbolic name the one of the higher bundle version;
 * else the one of the lower service id. The others are listed as shadowed and take over when it goes.
 *
 * <p><b>Types.</b> {@code I} and {@code O} may be records, JavaBeans, {@link java.util.Map}, {@link java.util.List},
 * {@link java.util.Optional}, {@link String}, numbers, booleans, dates, enums, {@code byte[]}, {@link Payload} or
 * {@link Void}. They are read from the class that implements this interface; a lambda or a proxy doesn't tell them and
 * must name them in the service properties {@value Whiteboard#ACTION_INPUT} and {@value Whiteboard#ACTION_OUTPUT}, or
 * it is refused at registration. Input that doesn't fit is answered with {@link ErrorCode#BAD_INPUT} before the action
 * is invoked.
 *
 * <p><b>Threads.</b> {@link #perform} is called concurrently, up to the action's {@link Concurrency}, on worker threads
 * whose context class loader is that of the action's bundle. It may block.
 *
 * <p><b>Going away.</b> When the service is unregistered no new call begins, and those that run are given up to 4 s to
 * return before the bundle goes.
 *
 * @param <I> the type of the input
 * @param <O> the type of the output
 */
@ConsumerType
public interface Action<I, O> {

    /**
     * Does the work once.
     *
     * @param input what the caller sent, converted; {@code null} only where the caller sent no body and {@code I} is
     *     {@link Void} or {@link Object}
     * @param invocation who asks, until when, and the way to continue the cascade
     * @return the output; {@code null} answers the caller with no body
     * @throws ActionFailure to fail with a message that the caller may read ({@link ErrorCode#ACTION_FAILED})
     * @throws CoattailException of a nested call, to fail with {@link ErrorCode#ACTION_FAILED}; its message stays here
     * @throws Exception anything else fails the call with {@link ErrorCode#ACTION_FAILED} and a correlation id that
     *     this instance's log resolves; neither message nor stack trace leaves the instance
     */
    O perform(I input, Invocation invocation) throws Exception;
}
