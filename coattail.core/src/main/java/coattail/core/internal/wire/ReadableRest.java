// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.io.InputStream;

/** A rest that is read as a stream, once. */
public interface ReadableRest extends Rest {

    /**
     * The whole body.
     *
     * @param first the body as far as it is here
     * @return to be read by one thread at a time; blocks where bytes aren't there yet
     * @throws coattail.api.CoattailException BUSY where there is no memory for it at the moment
     * @throws IllegalStateException where it was read before
     */
    InputStream open(Body first);
}
