// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.mina.filter.ssl.SslFilter;

/** TLS by the keys and certificates of two instances, so that both ways to send seal and prove alike. */
final class Tls {
    private static final String VERSION = "TLSv1.3";
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    /**
     * A filter for one side.
     *
     * @param own the directory of the instance whose key and certificate this side shows
     * @param other the directory of the instance whose certificate is the only one that is taken
     */
    static SslFilter filter(Path own, Path other) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        var key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(decoded(own.resolve("keys/vt-key.pem"))));
        store.setKeyEntry("own", key, NO_PASSWORD, new Certificate[] {certificate(own)});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);

        var taken = KeyStore.getInstance("PKCS12");
        taken.load(null, NO_PASSWORD);
        taken.setCertificateEntry("other", certificate(other));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(taken);

        var context = SSLContext.getInstance(VERSION);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var filter = new SslFilter(context);
        filter.setNeedClientAuth(true);
        filter.setEnabledProtocols(VERSION);
        return filter;
    }

    private static Certificate certificate(Path instance) throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(decoded(instance.resolve("keys/tls-cert.pem"))));
    }

    private static byte[] decoded(Path pem) throws IOException {
        var text = Files.readString(pem, StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}
