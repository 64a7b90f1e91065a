// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.peer.Directory;
import coattail.core.spi.PeerRecord;

/** Whom an operator means. */
final class PeerNames {
    private PeerNames() {}

    /**
     * @throws CoattailException with BAD_INPUT: to a caller an unknown peer isn't connected, an operator has mistyped
     *     it
     */
    static PeerRecord resolve(Directory directory, String peer) {
        try {
            return directory.resolve(peer);
        } catch (CoattailException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, e.getMessage(), null, e);
        }
    }
}
