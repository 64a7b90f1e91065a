// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import coattail.core.internal.identity.Digests;

/**
 * What a PROOF signs: both greetings, and both keys of the TLS channel that carried them. A relay's two channels have
 * other keys, so a PROOF can't be relayed; the role keeps it from being reflected (docs/protocol.md, "Opening").
 */
final class Transcript {
    private static final byte[] CONTEXT = "coattail/1 PROOF\0".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;

    private final byte[] listenerSpki;
    private final byte[] diallerSpki;
    private final byte[] greetings;

    Transcript(
            byte[] listenerSpki,
            byte[] diallerSpki,
            byte[] listenerPreface,
            byte[] diallerPreface,
            byte[] listenerHello,
            byte[] diallerHello) {
        this.listenerSpki = Digests.sha256(listenerSpki);
        this.diallerSpki = Digests.sha256(diallerSpki);
        this.greetings = Digests.sha256(ByteBuffer.allocate(
                        listenerPreface.length + diallerPreface.length + listenerHello.length + diallerHello.length)
                .put(listenerPreface)
                .put(diallerPreface)
                .put(listenerHello)
                .put(diallerHello)
                .array());
    }

    /** SHA-256 over both prefaces and both HELLOs, the listener's first. */
    byte[] hash() {
        return greetings.clone();
    }

    /** What the side in that role signs. */
    byte[] message(Role signer) {
        return ByteBuffer.allocate(CONTEXT.length + 1 + 3 * DIGEST)
                .put(CONTEXT)
                .put((byte) signer.number())
                .put(listenerSpki)
                .put(diallerSpki)
                .put(greetings)
                .array();
    }
}
