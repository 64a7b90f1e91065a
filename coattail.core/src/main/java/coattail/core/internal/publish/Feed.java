// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import coattail.core.internal.wire.Failure;

/**
 * The stream on which a subscription's events leave, as the publishing side needs it. Safe for use by several threads;
 * never blocks. Called without any lock held.
 */
public interface Feed {

    /** The largest body that the subscriber takes, in bytes; a larger one isn't for it. */
    default int largestBody() {
        return Integer.MAX_VALUE;
    }

    /** Events wait. Told once; told again only after the source has answered that none waits. */
    void ready();

    /**
     * The stream is to end; nothing comes for it any more.
     *
     * @param failure what to say in ERROR, {@code null} to end it with no further frame
     */
    void end(Failure failure);
}
