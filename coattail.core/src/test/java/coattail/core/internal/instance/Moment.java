// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

/** How far a connection has come, as its hostile side sees it. */
enum Moment {
    /** It has said nothing yet; its PREFACE is due. */
    SILENT("nothing said"),
    /** Its HELLO is due. */
    HELLO("HELLO due"),
    /** Its PROOF is due. */
    PROOF("PROOF due"),
    /** It has proven its identity; no token was accepted. */
    PROVEN("proven"),
    /** A token was accepted, of one side or the other. */
    OPEN("open");

    final String title;

    Moment(String title) {
        this.title = title;
    }

    boolean isBefore(Moment other) {
        return compareTo(other) < 0;
    }
}
