// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What an instance shows of itself in TLS. Key and certificate are objects of the JDK's own providers: its TLS
 * implementation finds no authentication scheme for others.
 *
 * @param key the Ed25519 identity key
 * @param certificate a self-signed certificate over it
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate) {
    public TlsIdentity {
        requireNonNull(key, "key");
        requireNonNull(certificate, "certificate");
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
