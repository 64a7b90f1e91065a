// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import coattail.core.spi.KeyPin;

/**
 * Accepts any Ed25519 key, or only the pinned one. It ends a handshake early; what counts is the check after it, since
 * a resumed session doesn't come by here.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final KeyPin pin;

    private PeerTrust(KeyPin pin) {
        this.pin = pin;
    }

    static PeerTrust inAnyKey() {
        return new PeerTrust(null);
    }

    static PeerTrust in(KeyPin pin) {
        return new PeerTrust(pin);
    }

    /** The key that the other side has shown, if it may be there. */
    byte[] check(X509Certificate[] chain) throws CertificateException {
        var key = Ed25519Keys.of(chain);
        if (pin != null && !pin.matches(key)) {
            throw new CertificateException("the key there is " + KeyPin.of(key) + ", not the pinned " + pin);
        }
        return key;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
