// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** Which certificates are taken. */
final class Ed25519Keys {
    /** How every Ed25519 SubjectPublicKeyInfo begins; the 32 bytes of the key follow (RFC 8410, 4). */
    private static final byte[] PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private static final int LENGTH = PREFIX.length + 32;

    private Ed25519Keys() {}

    /**
     * The key that a side has shown, as SubjectPublicKeyInfo. The certificate itself is only its wrapping: TLS proves
     * that the other side has the private key, peers pin the key, and neither names, dates nor the certificate's own
     * signature would add anything to that.
     */
    static byte[] of(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length != 1) {
            throw new CertificateException(
                    "one certificate is expected, not a chain of " + (chain == null ? 0 : chain.length));
        }
        return of(chain[0].getPublicKey());
    }

    private static byte[] of(PublicKey key) throws CertificateException {
        var encoded = key.getEncoded();
        if (encoded == null
                || encoded.length != LENGTH
                || !Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new CertificateException("the key is " + key.getAlgorithm() + ", only Ed25519 is accepted");
        }
        return encoded;
    }
}
