// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;

import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;

/**
 * Self-signed certificates over the identity key. They carry the key into TLS and mean nothing else: peers pin the key.
 */
final class Certificates {
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofDays(825);
    private static final int SERIAL_BITS = 127;

    private Certificates() {}

    static X509Certificate selfSigned(PrivateKeyPair key, Instant now, SecureRandom random) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        var name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, InstanceId.ofKey(key.publicKey()))
                .build();
        try {
            var builder = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                            Date.from(second.minus(BACKDATED)),
                            Date.from(second.plus(LIFE)),
                            name,
                            SubjectPublicKeyInfo.getInstance(key.spki()))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }));
            var signer = new BcEdECContentSignerBuilder(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519))
                    .build(key.parameters());
            return parse(builder.build(signer).getEncoded())
                    .orElseThrow(() -> new IllegalStateException("the JDK can't read the certificate just made"));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("can't make a certificate", e);
        }
    }

    /**
     * A certificate as the JDK's own object, without which its TLS finds no authentication scheme; empty if it isn't
     * one.
     */
    static Optional<X509Certificate> parse(byte[] der) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
            return Optional.empty(); // the certificate is disposable: a new one takes its place
        }
    }

    /** Whether a certificate is over this key and not yet two thirds through its life. */
    static boolean isGood(X509Certificate certificate, PrivateKeyPair key, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        Instant renewal =
                from.plus(Duration.between(from, until).multipliedBy(2).dividedBy(3));
        return Arrays.equals(certificate.getPublicKey().getEncoded(), key.spki())
                && !now.isBefore(from)
                && now.isBefore(renewal);
    }
}
