// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

/** Outcomes as an ACK reports them (docs/protocol.md, "Publish and subscribe"). */
final class Status {
    static final int PROCESSED = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;
    /** Not begun, since the time within which it was to be handled had passed. */
    static final int EXPIRED = 5;

    private Status() {}

    /** As people read it. */
    static String word(int status) {
        return switch (status) {
            case PROCESSED -> "processed";
            case REFUSED -> "refused";
            case EXPIRED -> "expired";
            default -> "failed";
        };
    }
}
