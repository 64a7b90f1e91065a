// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/** The kinds of tokens. None is ever taken for another: the header says which it is. */
enum TokenType {
    /** What its holder may do at the instance that issued it. */
    AUTHENTICATION("ct-at+jwt", "an authentication token"),
    /** An instance's public key, signed with it. */
    VALIDATION("ct-vt+jwt", "a validation token");

    private final String header;
    private final String words;

    TokenType(String header, String words) {
        this.header = header;
        this.words = words;
    }

    /** The {@code typ} of the header. */
    String header() {
        return header;
    }

    /** As messages call it, with its article. */
    @Override
    public String toString() {
        return words;
    }
}
