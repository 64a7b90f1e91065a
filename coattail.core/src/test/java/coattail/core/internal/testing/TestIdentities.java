// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** Identities for tests: a fresh key and a self-signed certificate over it, of the JDK's own providers. */
public final class TestIdentities {
    private TestIdentities() {}

    /** What an instance has: an Ed25519 key. */
    public static TlsIdentity ed25519(String name) {
        return identity(name, "Ed25519", "Ed25519");
    }

    /** A key of a kind that is refused. */
    public static TlsIdentity rsa(String name) {
        return identity(name, "RSA", "SHA256withRSA");
    }

    /** The encoded public key of an identity. */
    public static byte[] publicKey(TlsIdentity identity) {
        return identity.certificate().getPublicKey().getEncoded();
    }

    /** The pin of an identity's key. */
    public static KeyPin pin(TlsIdentity identity) {
        return KeyPin.of(publicKey(identity));
    }

    private static TlsIdentity identity(String name, String keyAlgorithm, String signatureAlgorithm) {
        try {
            var keys = KeyPairGenerator.getInstance(keyAlgorithm).generateKeyPair();
            return new TlsIdentity(keys.getPrivate(), certificate(name, keys, signatureAlgorithm));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException("no identity for " + name, e);
        }
    }

    private static X509Certificate certificate(String name, KeyPair keys, String signatureAlgorithm)
            throws GeneralSecurityException, OperatorCreationException, java.io.IOException {
        var subject = new X500Name("CN=" + name);
        var now = Instant.now();
        var encoded = new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder(signatureAlgorithm).build(keys.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
