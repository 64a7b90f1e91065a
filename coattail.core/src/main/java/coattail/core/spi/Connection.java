// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

import org.osgi.annotation.versioning.ProviderType;

/** One open TLS connection. Safe for use by several threads; no method blocks. */
@ProviderType
public interface Connection {

    /** The DER encoded SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) of the certificate that this side showed; a copy. */
    byte[] localKey();

    /**
     * The DER encoded SubjectPublicKeyInfo of the certificate that the other side showed: always Ed25519 (RFC 8410); a
     * copy.
     */
    byte[] peerKey();

    /** The other side's address, resolved. */
    InetSocketAddress remoteAddress();

    /**
     * Sends bytes, in the order of calls. Each call is answered by one {@link ConnectionHandler#written()} once the
     * bytes are with the operating system, unless the connection closes before. The caller keeps at most two calls
     * unanswered; the transport doesn't queue for it.
     *
     * @param bytes 1 to 16 000 bytes; the buffer belongs to the transport from now on
     */
    void write(ByteBuffer bytes);

    /**
     * Tells that the other side has shown a token that was accepted: the connection no longer counts as being opened,
     * and its address as one to be kept a place for.
     */
    void trusted();

    /**
     * Closes once what was written has been sent, after 2 s at the latest. Nothing is received any more. Idempotent.
     */
    void close();

    /** Closes at once. Idempotent. */
    void abort();
}
