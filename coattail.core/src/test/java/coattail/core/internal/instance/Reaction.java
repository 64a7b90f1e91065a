// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import coattail.api.ErrorCode;

/**
 * What became of something that a peer, or a bundle, tried.
 *
 * @param code of the ERROR that it was told, otherwise {@code null}
 */
record Reaction(Kind kind, ErrorCode code) {
    enum Kind {
        HANDLED,
        ANSWERED,
        TAKEN,
        LEAVES,
        REFUSED,
        CLOSED,
        CUT
    }

    /** A handler was invoked, or an event went out to subscribers, and it was answered. */
    static final Reaction HANDLED = new Reaction(Kind.HANDLED, null);
    /** It was answered; no handler is invoked for it. */
    static final Reaction ANSWERED = new Reaction(Kind.ANSWERED, null);
    /** It was taken, or dropped as of no concern; the connection goes on. */
    static final Reaction TAKEN = new Reaction(Kind.TAKEN, null);
    /** The other side takes leave of the connection in good order. */
    static final Reaction LEAVES = new Reaction(Kind.LEAVES, null);
    /** The connection was closed without a word. */
    static final Reaction CUT = new Reaction(Kind.CUT, null);

    /** It was answered with an ERROR, and the connection goes on. */
    static Reaction refused(ErrorCode code) {
        return new Reaction(Kind.REFUSED, code);
    }

    /** The connection was closed with an ERROR. */
    static Reaction closed(ErrorCode code) {
        return new Reaction(Kind.CLOSED, code);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case REFUSED -> code.toString();
            case CLOSED -> "closed, " + code;
            default -> kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
