// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One of this instance's keys, or its certificate.
 *
 * @param id the thumbprint of the key (RFC 7638, base64url), in the header of what it signs; of a certificate its
 *     serial number in hexadecimal digits
 * @param use what it is for
 * @param since when it was made, as its file says; of one that signed before, when another took its place
 * @param until when it ends by itself: the certificate when it expires, which is renewed before; a key that signed
 *     before when the last of its tokens does; empty where nothing ends it
 * @param tokens how many tokens that it has signed can be used, now or later
 * @param connections on how many open connections one of them is in use
 */
public record KeyStatus(String id, Use use, Instant since, Optional<Instant> until, int tokens, int connections) {

    /** What a key is for. */
    public enum Use {
        /** It is this instance: TLS, the proof on each connection, validation tokens. */
        IDENTITY,
        /** Carries the identity into TLS. */
        CERTIFICATE,
        /** Signs the tokens that are issued. */
        SIGNING,
        /** Signed tokens before; they still verify. */
        VERIFYING
    }

    public KeyStatus {
        requireNonNull(id, "id");
        requireNonNull(use, "use");
        requireNonNull(since, "since");
        requireNonNull(until, "until");
    }
}
