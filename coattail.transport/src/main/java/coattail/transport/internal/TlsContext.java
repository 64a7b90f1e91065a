// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** TLS as Coattail speaks it: 1.3 alone, with a certificate on both sides. */
final class TlsContext {
    private static final String PROTOCOL = "TLSv1.3";
    /** Named, so that no other provider that a container has installed gets in between. */
    private static final String PROVIDER = "SunJSSE";

    private final SSLContext context;
    private final PeerTrust trust;
    private final boolean dialler;

    private TlsContext(TlsIdentity identity, PeerTrust trust, boolean dialler) throws IOException {
        this.trust = trust;
        this.dialler = dialler;
        try {
            context = SSLContext.getInstance(PROTOCOL, PROVIDER);
            context.init(new KeyManager[] {new OwnKey(identity)}, new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS 1.3 can't be set up: " + e.getMessage(), e);
        }
        // Sessions are of no use to us, each connection proves itself anew: keep one, for a second (0 would mean
        // for good).
        context.getServerSessionContext().setSessionCacheSize(1);
        context.getServerSessionContext().setSessionTimeout(1);
    }

    static TlsContext listener(TlsIdentity identity) throws IOException {
        return new TlsContext(identity, PeerTrust.inAnyKey(), false);
    }

    /** Not shared by dials: so none has a session that it could resume. */
    static TlsContext dialler(TlsIdentity identity, KeyPin pin) throws IOException {
        return new TlsContext(identity, PeerTrust.in(pin), true);
    }

    SSLEngine engine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(dialler);
        engine.setNeedClientAuth(!dialler);
        engine.setEnabledProtocols(new String[] {PROTOCOL});
        return engine;
    }

    /** The key that the other side of a complete handshake has shown; checked again, as a resumed one wasn't yet. */
    byte[] peerKey(SSLSession session) throws CertificateException {
        try {
            if (session.getPeerCertificates() instanceof X509Certificate[] chain) {
                return trust.check(chain);
            }
            throw new CertificateException("the certificate is not X.509");
        } catch (SSLPeerUnverifiedException e) {
            throw new CertificateException("no certificate was shown", e);
        }
    }
}
