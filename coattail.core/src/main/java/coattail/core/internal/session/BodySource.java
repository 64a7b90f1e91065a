// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;

import coattail.core.internal.wire.Rest;

/** What of a body that is sent isn't in memory. Called on the thread that drives the session; must not block. */
public interface BodySource extends Rest {

    /**
     * Takes the next bytes, which are written at once. Called while the other side takes any.
     *
     * @param most how many at the most, from 1
     * @return {@code null} where there are none at the moment: {@link Session#ready} tells when there are. All of them
     *     together are {@link #length} bytes
     */
    ByteBuffer poll(int most);
}
